"""Mail that comes in, read: raw bytes -> an `Arrival`, in a process of its own that may be killed."""
