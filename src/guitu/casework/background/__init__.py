"""后台任务: what runs behind the pages, and what of it failed, for the system administrator."""
