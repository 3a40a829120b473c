"""The guides of `docs/guide/` as pages, and the way from every page to its part of one."""
