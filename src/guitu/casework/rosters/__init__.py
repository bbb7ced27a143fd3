"""名册导入: a stranger's sheet becomes rows that are good or say what is wrong with them. No database."""
