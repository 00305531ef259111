"""The only place that turns codes and figures into sentences, in both languages."""
