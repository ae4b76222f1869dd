"""Mail that tells people what concerns them: one a day and course at most, and only to those who want it.

Services note whom something concerns; what is told is worked out when the mail is sent.
"""

from bizmooc.digest.notes import note, set_wants_mail, wants_mail

__all__ = ["note", "set_wants_mail", "wants_mail"]
