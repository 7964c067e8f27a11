/**
 * Parts of a statement that takes the postings of entries out of their runs: of log `$1`, between the first and last entries that are
 * `$2` and `$3`. A block of which nothing is left goes.
 */
export const destroyPostingsSql = `taking as (
    select range_agg(int8range(start, stop, '[]')) as places from unnest($2::bigint[], $3::bigint[]) q(start, stop)
  ), rewritten as (
    select p.run, p.bucket, p.block, (
      select coalesce(string_agg(substr(p.block, i + 1, 8), '' order by i), '')
      from generate_series(0, octet_length(p.block) - 1, 8) i where not audit.posting_index(r.first, p.block, i) <@ t.places
    ) as kept
    from taking t join audit.posting_run r on r.log = $1 and int8range(r.first, r.first + r.count) && t.places
    join audit.posting p on p.run = r.run
  ), emptied as (
    delete from audit.posting p using rewritten w where p.run = w.run and p.bucket = w.bucket and w.kept = ''
  ), shortened as (
    update audit.posting p set block = w.kept from rewritten w
    where p.run = w.run and p.bucket = w.bucket and w.kept not in ('', w.block)
  )`;
