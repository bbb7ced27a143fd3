"""总览: the first page of who answers for an area: what waits for a decision, the equation, hands against load."""
