"""A questionnaire as a pure state machine."""
