-- What a node of a project is about: the matrix of projects and factors shows nodes beside cases.
ALTER TABLE node ADD COLUMN factor TEXT CHECK (factor IN ('funds', 'land', 'eia', 'energy', 'permits', 'labour', 'utilities', 'logistics', 'ip', 'restart', 'other'));
