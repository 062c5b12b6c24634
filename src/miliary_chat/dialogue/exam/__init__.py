"""What an exam adds to a dialogue: limits, moving between questions, breaks, the hand-in, the judgement after it."""
