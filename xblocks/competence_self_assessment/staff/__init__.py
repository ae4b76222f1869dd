"""What the course team does beside looking at figures: who has not started, reminders, exports, reopening."""

BLOCK_TYPE = "competence_self_assessment"
# Background tasks, by their names in the registry.
EXPORT, REMIND = "export_rounds", "send_reminders"
