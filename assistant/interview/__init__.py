"""What to ask next, and one turn of the conversation.

`interviewer` holds the front doors: `start`, `step`, `finish`, `progress_of`. They are pure; `service` stores what they
give back. What is asked and said is data (`knowledge_base/agenda`, `knowledge_base/scenarios`, `prompts/interview`),
read and checked by `book`.
"""
