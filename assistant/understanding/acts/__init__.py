"""What a speaker does with her words beside stating facts: yes, no, a question, a refusal, a call for help."""
