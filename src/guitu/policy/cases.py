def case_faults(name, timeline, root=None):
    return []
