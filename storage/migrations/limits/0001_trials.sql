-- What viewers tried of records that they may only know of, and what they looked up. Every name, date, number and asker is a keyed
-- token; kept for two days (`sweep`).
create table limits.trial (
  day date not null, -- UTC
  under bytea not null, -- what is limited and for whom, such as the dates that an officer tried of a name
  tried bytea not null, -- what counts once under it: the date, the name or the number
  primary key (day, under, tried)
);

-- Who tried dates of a name, for an agency; sealed, since an entry of the audit log is to name them.
create table limits.asker (
  day date not null,
  under bytea not null,
  asker bytea not null, -- equal askers of an agency are equal bytes
  primary key (day, under, asker)
);

-- Names of which an agency tried so many dates on a day that the audit log is to say so: once each.
create table limits.enumeration (
  day date not null,
  under bytea not null,
  agency text not null,
  name bytea not null, -- sealed for the agency: what the audit log calls it
  found_at timestamptz not null,
  entered_at timestamptz, -- when the entry of the audit log was durable; null: it is not
  primary key (day, under)
);
create index enumeration_open on limits.enumeration (day, under) where entered_at is null;

-- Look-ups that were taken in a minute. What lies 65 minutes back counts no more: an hour, and the five minutes for which a process may keep
-- what it took ahead.
create table limits.lookup (
  under bytea not null, -- quota, source and viewer
  minute timestamptz not null,
  taken int not null,
  primary key (under, minute)
);

/*
 * Reserves what one request tries and looks up, in one statement. `asked`:
 *   at, agency, asker: of the request; all bytes in hex
 *   trials: [{own: [[under, tried, most]], shared: [[under, tried, most, entered, name]]}]
 *   lookups: [{under, back: [[minute, count]], needed, wanted, most}]: `wanted` are taken, or as many as are free, once those of
 *     earlier minutes (ms since 1970) are given back
 * Answer: {trials: [true where it may be answered], lookups: [[taken, seconds until all that are needed could be; 0: they are]]}
 *
 * An agency's requests go one after the other. Why: two that come at once would else each see the last trial free. A trial
 * is kept under all that it counts for, or under nothing; it is free where all of its own know it.
 */
create function limits.reserve(asked jsonb) returns jsonb language plpgsql
  set lock_timeout = '1500ms' as $$
declare
  at_ timestamptz := cast(asked->>'at' as timestamptz);
  day_ date := cast(timezone('UTC', at_) as date);
  one jsonb;
  row_ jsonb;
  under_ bytea;
  allowed boolean;
  trials_ jsonb := '[]';
  lookups_ jsonb := '[]';
  used int;
  given int;
  wait int;
begin
  perform pg_advisory_xact_lock(1818848617, hashtext(asked->>'agency'));
  for one in select value from jsonb_array_elements(asked->'trials') loop
    allowed := true;
    for row_ in select value from jsonb_array_elements(one->'shared') loop
      under_ := decode(row_->>0, 'hex');
      allowed := allowed and
        (select count(*) from limits.trial t where t.day = day_ and t.under = under_) < cast(row_->>2 as int);
    end loop;
    for row_ in select value from jsonb_array_elements(one->'own') loop
      under_ := decode(row_->>0, 'hex');
      allowed := allowed and (
        exists (select from limits.trial t where t.day = day_ and t.under = under_ and t.tried = decode(row_->>1, 'hex'))
        or (select count(*) from limits.trial t where t.day = day_ and t.under = under_) < cast(row_->>2 as int));
    end loop;
    trials_ := trials_ || to_jsonb(allowed);
    continue when not allowed;
    insert into limits.trial (day, under, tried)
      select day_, decode(value->>0, 'hex'), decode(value->>1, 'hex')
      from jsonb_array_elements((one->'own') || (one->'shared')) on conflict do nothing;
    insert into limits.asker (day, under, asker)
      select day_, decode(value->>0, 'hex'), decode(asked->>'asker', 'hex')
      from jsonb_array_elements(one->'shared') on conflict do nothing;
    -- Why of one alone: the readings of one name are not several names.
    insert into limits.enumeration (day, under, agency, name, found_at)
      select day_, decode(value->>0, 'hex'), asked->>'agency', decode(value->>4, 'hex'), at_ from jsonb_array_elements(one->'shared')
      where (select count(*) from limits.trial t where t.day = day_ and t.under = decode(value->>0, 'hex'))
          >= cast(value->>3 as int)
        and not exists (select from limits.enumeration e where e.day = day_
          and e.under in (select decode(other->>0, 'hex') from jsonb_array_elements(one->'shared') other))
      limit 1 on conflict do nothing;
  end loop;
  for one in select value from jsonb_array_elements(asked->'lookups') loop
    under_ := decode(one->>'under', 'hex');
    update limits.lookup l set taken = greatest(0, l.taken - cast(value->>1 as int))
      from jsonb_array_elements(one->'back')
      where l.under = under_ and l.minute = to_timestamp(cast(value->>0 as float8) / 1000);
    select coalesce(sum(taken), 0) into used from limits.lookup l
      where l.under = under_ and l.minute > at_ - interval '65 minutes';
    given := greatest(0, least(cast(one->>'wanted' as int), cast(one->>'most' as int) - used));
    wait := 0;
    if given < cast(one->>'needed' as int) then
      -- Seconds until enough of what was taken lies an hour back.
      select ceil(extract(epoch from min(minute) + interval '65 minutes' - at_)) into wait from (
        select minute, sum(taken) over (order by minute) as freed from limits.lookup l
        where l.under = under_ and l.minute > at_ - interval '65 minutes') as each
        where freed >= used + cast(one->>'needed' as int) - cast(one->>'most' as int);
      wait := least(3900, greatest(1, coalesce(wait, 3900)));
    end if;
    if given > 0 then
      insert into limits.lookup as l (under, minute, taken) values (under_, date_trunc('minute', at_), given)
        on conflict (under, minute) do update set taken = l.taken + excluded.taken;
    end if;
    lookups_ := lookups_ || jsonb_build_array(jsonb_build_array(given, wait));
  end loop;
  return jsonb_build_object('trials', trials_, 'lookups', lookups_);
end $$;

-- How often records were tried that who tried them may not see, by whose records they are: no name, no record, no officer. Kept for
-- two years.
create table limits.tried (
  month date not null, -- its first day
  originator text not null,
  agency text not null, -- that tried
  times bigint not null,
  primary key (originator, month, agency)
);

-- The rows as records with an envelope, so that the walls decide on each: of whose records they tell.
create view limits.tried_record as
select
  'triedrecords_' || to_char(t.month, 'YYYY-MM') || '_' || t.originator || '_' || t.agency as id,
  to_char(t.month, 'YYYY-MM') || '/' || t.originator || '/' || t.agency as ref,
  t.originator,
\ir ../shared/nothing_stated.sql
  'portcullis-audit' as source,
  to_char(t.month, 'YYYY-MM') || '/' || t.originator || '/' || t.agency as source_ref,
  null::text as case_reference,
  '{audit.log}'::text[] as holds,
  to_char(t.month, 'YYYY-MM') as month, t.agency, t.times
from limits.tried t;
