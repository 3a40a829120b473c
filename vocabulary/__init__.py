"""The words of the trade: enums, frozen value types and refusals; it imports nothing of ours."""
