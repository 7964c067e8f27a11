-- What viewers and agencies may ask for in a minute: buckets that fill evenly, one row each. A row that is full says nothing, and is swept.
create table limits.budget (
  under bytea primary key, -- which budget and whose, a keyed token
  full_at float8 not null -- when it is full again if nothing more is taken, ms since 1970
);

/*
 * Takes blocks of budgets for one process, in one statement. `asked`:
 *   at: the request's instant, ms since 1970
 *   budgets: [[under in hex, what a minute has, needed, wanted]]: as much as is wanted, or as is free if that is needed, else nothing
 * Answer: [[given, free after it]]
 *
 * Budgets are taken from in the order in which they are asked, a viewer's before its agency's, so that no two wait for each other.
 */
create function limits.take(asked jsonb) returns jsonb language plpgsql
  set lock_timeout = '1500ms' as $$
declare
  at_ float8 := cast(asked->>'at' as float8);
  clock float8 := extract(epoch from clock_timestamp()) * 1000;
  one jsonb;
  under_ bytea;
  minute float8;
  full_ float8;
  free bigint;
  given bigint;
  taken jsonb := '[]';
begin
  -- A process whose clock is ahead or behind gains or loses five seconds, and takes nothing from the others.
  at_ := least(greatest(at_, clock - 5000), clock + 5000);
  for one in select value from jsonb_array_elements(asked->'budgets') loop
    under_ := decode(one->>0, 'hex');
    minute := cast(one->>1 as float8);
    -- Why one statement: the sweep could delete a full row between two.
    insert into limits.budget as b (under, full_at) values (under_, at_)
      on conflict (under) do update set full_at = b.full_at returning greatest(b.full_at, at_) into full_;
    -- Only where the clock of the database was set back: nobody need wait until that time comes again.
    if full_ > at_ + 120000 then full_ := at_ + 60000; end if;
    -- What is lost in floating point is far below a hundredth.
    free := greatest(0, floor((at_ + 60000 - full_) * minute / 60000 + 0.01));
    given := case when free >= cast(one->>2 as bigint) then least(free, cast(one->>3 as bigint)) else 0 end;
    update limits.budget b set full_at = full_ + given * 60000 / minute where b.under = under_;
    taken := taken || jsonb_build_array(jsonb_build_array(given, free - given));
  end loop;
  return taken;
end $$;
