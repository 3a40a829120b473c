"""Which test holds which case of invitations and answers: an index for whoever asks whether one is kept.

A is what an invitation says, B a change, C a cancellation, F a proposal or a question that comes back, G days, zones
and many readers, R a branch of the rule for mail that comes in. Every mail of somebody else's program in these tests is
an imitation by the form that its client is known to write (`tests/mails.py`, `tests/forging.py`); none was taken from
anybody's mailbox. Three readers that share no code read what we write (`tests/ics/readers.py`).
"""

import re
from functools import cache

import pytest

from tests.conftest import ROOT

INVITE, EVENTS, TIMES = "ics/test_invite.py", "ics/test_events.py", "ics/test_times.py"
LINES, READERS, FEED = "ics/test_lines.py", "ics/test_readers.py", "ics/test_feed.py"
IMIP, DUE, DRAFTS = "mail/test_imip.py", "scheduler/rules/test_letters_due.py", "scheduler/test_drafts.py"
DECLINING, RECEIVED, AGAIN = (f"scheduler/test_{name}.py" for name in ("declining", "received", "sending_again"))
RULE, ANSWERS = "scheduler/rules/test_inbound.py", "scheduler/rules/test_inbound_answers.py"
PROPOSALS, SENDERS = "scheduler/rules/test_inbound_proposals.py", "scheduler/rules/test_inbound_senders.py"

CASES: dict[str, tuple[str, str]] = {
    "A01 one REQUEST a person, who is its only ATTENDEE": (INVITE, "eight_people_get_one_message_each"),
    "A01 all that clients need to show their buttons": (INVITE, "the_attendee_has_all_that_clients_need"),
    "A02 the same revision gives the same bytes": (INVITE, "the_same_invite_gives_the_same_bytes"),
    "A03 long Thai texts, folded between letters": (LINES, "no_row_starts_with_a_thai_mark"),
    "A03 and read alike": (READERS, "all_give_hostile_and_long_texts_back"),
    "A04 names with punctuation": (INVITE, "a_name_with_punctuation_is_quoted"),
    "A04 no quotation mark, line break or control character": (LINES, "a_parameter_holds_no_quotation_mark"),
    "A05 texts are escaped": (LINES, "text_is_escaped_and_comes_back"),
    "A06 half past nine in Bangkok": (READERS, "the_consultation_of_december_2021_is_at_half_past_nine"),
    "A07 Vienna on the day clocks change": (TIMES, "a_morning_in_vienna_on_the_day_clocks_go_forward"),
    "A08 New York on the day clocks change": (TIMES, "a_morning_in_new_york_on_the_day_clocks_go_forward"),
    "A09 an hour that does not exist": (
        "scheduler/rules/typed/test_wall_time.py",
        "an_hour_that_the_clocks_leave_out_is_refused",
    ),
    "A10 an hour that comes twice is asked about": (
        "scheduler/rules/typed/test_wall_time.py",
        "an_hour_that_comes_twice_is_asked_about",
    ),
    "A10 and said in UTC": (TIMES, "an_hour_that_is_there_twice_is_said_in_utc"),
    "A11 ten days as dates": (READERS, "all_see_the_days_of_a_session"),
    "A12 one day": (TIMES, "an_all_day_meeting_never_ends_on_its_first_day"),
    "A13 a link where clients look for it": (EVENTS, "a_link_is_where_clients_look_for_it"),
    "A14 nothing of what is classified leaves": ("journeys/test_classified.py", "nothing_of_it_leaves"),
    "A15 no alarms": (INVITE, "no_message_has_alarms"),
    "A16 the form that every client answers": (IMIP, "the_form_is_the_one_that_every_client_answers"),
    "A17 the method is the calendar's": (IMIP, "a_calendar_of_another_method_is_a_mistake"),
    "A18 from the organizer to the one invitee": (IMIP, "the_letter_goes_from_the_organizer_to_the_one_invitee"),
    "A18 no line is too long": (IMIP, "three_thousand_thai_letters_make_no_long_line"),
    "A19 no header from a form": (IMIP, "no_field_reaches_a_header_a_recipient_or_a_part"),
    "A20 a subscription asks nobody": (FEED, "a_feed_asks_nobody_and_has_no_method"),
    "A21 the organizer is the desk's mailbox and never asked": (DRAFTS, "who_invites_is_the_desks_mailbox"),
    "A21 and cannot be invited itself": (DRAFTS, "the_desk_cannot_be_invited_at_its_own_address"),
    "B01, B02 another start or end": (DUE, "time_place_and_form_are_material"),
    "B01 and everybody is asked again": (INVITE, "a_later_time_or_place_is_a_request_with_a_higher_sequence"),
    "B03 another venue": (DUE, "time_place_and_form_are_material"),
    "B04 another room": (INVITE, "a_change_of_room_keeps_the_sequence"),
    "B05 another agenda": (DRAFTS, "a_corrected_agenda_keeps_the_sequence"),
    "B06 nothing has changed": ("scheduler/test_consultations.py", "saving_without_a_change_sends_nothing"),
    "B07 two changes before a release": (DRAFTS, "moving_twice_before_a_release_is_one_letter_each"),
    "B08 somebody more": ("scheduler/test_consultations.py", "inviting_somebody_more_writes_to_nobody_else"),
    "B09 somebody less": (INVITE, "one_person_taken_off_the_list_gets_a_cancel"),
    "B10 another head with the venue": ("scheduler/test_session_letters.py", "a_change_of_the_venue_changes_the_head"),
    "B11 another part": ("scheduler/test_session_letters.py", "another_role_is_told_to_that_one_alone"),
    "B12 another address": ("scheduler/test_readdressing.py", "the_old_calendar_lets_go_and_the_new_address"),
    "B12 what was answered before stands": ("scheduler/test_readdressing.py", "once_released_nothing_more_is_owed"),
    "B13 another focal point": ("scheduler/test_hand_overs.py", "the_old_link_dies_and_the_old_answer_does_not_stand"),
    "B14 a name for life": ("scheduler/test_consultations.py", "a_cancellation_taken_back_invites_anew_under_the_same"),
    "B14 128 random bits": ("scheduler/test_entries.py", "a_uid_holds_128_random_bits"),
    "B15 a retry repeats its bytes": ("scheduler/test_letters.py", "the_same_row_gives_the_same_bytes"),
    "B15 a restored copy sends nothing": ("scheduler/keeping/test_restores.py", "an_empty_installation_becomes"),
    "B16 numbers and stamps rise": (DRAFTS, "numbers_and_stamps_rise_with_every_revision"),
    "C01 a meeting called off": (INVITE, "a_meeting_called_off_is_cancelled_for_its_reader"),
    "C02 never a REQUEST that cancels": (INVITE, "a_request_is_never_cancelled"),
    "C03 taken up again": (DUE, "a_meeting_reinstated_invites_anew_above_its_cancellation"),
    "C04 a reply after the cancellation": (
        "scheduler/test_inbound.py",
        "a_reply_after_the_cancellation_changes_nothing",
    ),
    "C05 the reason": ("scheduler/test_letters.py", "a_cancellation_is_a_cancel_with_its_reason"),
    "C06 never announced": ("scheduler/test_consultations.py", "cancelling_what_nobody_was_told_writes_to_nobody"),
    "C07 with its zone": (INVITE, "a_cancellation_brings_its_zone_along"),
    "F01 another time is proposed": (PROPOSALS, "a_proposal_holds_both_times"),
    "F02 it is taken": (DECLINING, "a_proposal_taken_asks_everybody_again"),
    "F03 it is declined": (DECLINING, "it_says_what_was_proposed_and_what_stands"),
    "F04 for an earlier version": (RECEIVED, "an_outdated_proposal_cannot_be_taken"),
    "F05 as Outlook proposes": (PROPOSALS, "what_is_asked_for_waits_and_changes_nothing"),
    "F06 of days that are not ours": (INVITE, "the_days_of_a_session_are_not_up_for_counter_proposals"),
    "F06 and the proposer hears it": (DECLINING, "days_of_a_session_are_not_ours_to_move"),
    "F07 something else than a time": (RECEIVED, "what_proposes_no_time_moves_nothing"),
    "F08 the invitation once more": (AGAIN, "one_person_gets_the_same_state_once_more"),
    "F08 not on and on": (AGAIN, "it_is_not_sent_on_and_on"),
    "F09 asked for by a stranger": (PROPOSALS, "what_is_asked_for_waits_and_changes_nothing"),
    "F10 an organizer's word from outside": (RULE, "a_mail_is_ruled_on_by_what_is_most_dangerous"),
    "G01 sessions are entries of their own": (EVENTS, "sessions_of_a_series_are_entries_of_their_own"),
    "G02 a week on Vienna's clock": (READERS, "a_weekly_meeting_on_viennas_clock_moves_an_hour_in_bangkok"),
    "G07 across midnight and a change of clocks": (READERS, "four_hours_across_a_change_midnight_or_leap_day"),
    "G08 the Buddhist era": (TIMES, "the_year_is_the_common_era_whatever_the_reader_counts_in"),
    "G09 a zone's rule changes": ("scheduler/test_zone_rules.py", "only_what_moved_is_told_anew"),
    "G10 three hundred readers, and nobody reads of anybody else": (DRAFTS, "three_hundred_readers_get_a_small_letter"),
    "G10 rendered once": (INVITE, "a_revision_is_rendered_once_for_all_who_read_one_language"),
    "G11 nothing of other programs comes in": (INVITE, "properties_of_clients_never_come_in_with_a_text"),
    "G12 free and busy hours": ("mail/inbound/test_reading.py", "a_question_for_free_hours_is_read_as_words"),
    "R size and limits first": ("mail/inbound/test_bounds.py", "too_much_is_seen_before_it_is_read"),
    "R read at arm's length": ("mail/inbound/test_reader.py", "a_mail_that_no_parser_survives_costs_only_its_own"),
    "R our own server's word alone": (SENDERS, "without_a_server_of_ours_no_such_header_counts"),
    "R what pretends": (SENDERS, "what_pretends_is_quarantined"),
    "R what is only odd": (SENDERS, "what_is_only_odd_is_believed"),
    "R token, then UID; a foreign ORGANIZER, none; reports, programs": (RULE, "a_mail_is_ruled_on_by_what_is_most"),
    "R only the sender's own answer, its SEQUENCE and DTSTAMP": (ANSWERS, "an_answer_counts_where_it_is_its_givers"),
    "R a clock far ahead": (ANSWERS, "a_clock_that_is_ahead_is_set_back_to_the_receipt"),
    "R a service that answers for its user": (RULE, "what_a_calendar_service_sends_for_its_user_is_never_applied"),
    "R an alias": ("scheduler/test_adopting.py", "a_reply_from_an_address_on_file_is_the_persons_own"),
    "R case of addresses": ("scheduler/test_inbound.py", "an_address_counts_whatever_its_capitals"),
    "R replays": ("scheduler/test_inbound.py", "the_same_message_has_one_effect_however_often_it_comes"),
    "R substitutes and whoever asks to join": (PROPOSALS, "who_shall_come_instead_and_who_wants_to_join"),
    "R bounces": ("scheduler/rules/test_inbound_bounces.py", "a_report_says_what_became_of_its_letter"),
    "R bounces in older forms": ("mail/inbound/test_old_bounces.py", "the_letter_and_the_servers_words_are_found"),
    "R whoever is away": ("vocabulary/test_program_words.py", "who_is_away_has_not_written"),
    "R words": ("scheduler/rules/test_inbound_messages.py", "words_wait_for_a_reader"),
    "R 500 forgeries": ("scheduler/test_forgeries.py", "no_forgery_is_applied_and_each_is_listed"),
    "R 200 genuine and odd": ("scheduler/test_forgeries.py", "every_genuine_answer_is_applied_however_odd"),
    "R 120 hostile": ("reliability/test_hostile_mail.py", "a_hostile_mail_ends_in_time_and_stops_no_other"),
}


@cache
def named_in(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^def test_(\w+)", (ROOT / "tests" / path).read_text("utf-8"), re.MULTILINE))


@pytest.mark.no_cover
def test_every_case_has_its_test() -> None:
    missing = [case for case, (path, name) in CASES.items() if not any(one.startswith(name) for one in named_in(path))]
    assert missing == []
