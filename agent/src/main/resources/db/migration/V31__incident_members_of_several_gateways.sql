-- A host that several gateways stand behind has members of each of them; NULL: the incident's own.
ALTER TABLE incident_member ADD COLUMN gateway TEXT;
