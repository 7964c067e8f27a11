  -- Who stands at the end of a link is protected by what is known of that person, whatever the record around it says.
  subject_category text,
  subject_minor boolean,
  record_category text,
  record_minor boolean,
  subject_known boolean not null default false,
