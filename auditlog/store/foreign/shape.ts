import type { LogQuery } from '../pool.js';

/** A part of the log's tables, as the database describes it. */
export interface ShapePart {
  /** Schema and name of the object that it belongs to. */
  readonly of: string;
  /** `column list`, `constraint NAME`, ... */
  readonly part: string;
  readonly says: string;
}

/** PostgreSQL functions that hash and compare when a page is read. */
const functions = [
  'sha256',
  'octet_length',
  'get_byte',
  'int8send',
  'encode',
  'array_send',
  'byteane',
  'int8eq',
  'texteq',
];

/**
 * All that determines what a reader of some schemas is shown: kinds and columns of relations, keys, indices, definitions of views and
 * functions; what comes between a reader and rows: rules, triggers, policies, inheriting tables, a `search_path` with something before
 * pg_catalog, replaced functions of PostgreSQL; and which logins of the product may change rows.
 */
export async function readShape(db: LogQuery, schemas: readonly string[]): Promise<readonly ShapePart[]> {
  const { rows } = await db.query({ text: shapeSql, values: [schemas, functions] });
  return rows.map((row) => ({ of: String(row.of), part: String(row.part), says: String(row.says) }));
}

const shapeSql = `with rel as (
    select c.oid as id, n.nspname || '.' || c.relname as name, c.relkind as kind, c.relowner as owner, c.relrowsecurity or c.relforcerowsecurity as walled
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'f', 'p')
  )
  select name as of, 'kind' as part, kind::text as says from rel
  union all select name, 'column list', string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attcollation <> t.typcollation then ' collated' else '' end
      || case when a.atthasdef then ' with a default' else '' end, ', ' order by a.attname)
    from rel join pg_attribute a on a.attrelid = id and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
    where kind <> 'v' group by name
  union all select name, 'constraint ' || k.conname, pg_get_constraintdef(k.oid) from rel
    join pg_constraint k on k.conrelid = id and k.contype in ('p', 'u')
  union all select name, 'index ' || i.relname, regexp_replace(pg_get_indexdef(i.oid), ' WITH \\([^)]*\\)', '') from rel
    join pg_index x on x.indrelid = id join pg_class i on i.oid = x.indexrelid
  -- PostgreSQL 16 and later name no table before a column where there is one alone.
  union all select name, 'definition', regexp_replace(regexp_replace(pg_get_viewdef(id), '\\s+', ' ', 'g'), '\\me\\.', '', 'g')
    from rel where kind = 'v'
  union all select name, 'row security', 'on' from rel where walled
  union all select name, 'policy ' || p.polname, p.polname from rel join pg_policy p on p.polrelid = id
  union all select name, 'rule ' || w.rulename, w.rulename from rel
    join pg_rewrite w on w.ev_class = id and not (kind = 'v' and w.rulename = '_RETURN')
  union all select name, 'trigger ' || g.tgname, g.tgname from rel join pg_trigger g on g.tgrelid = id and not g.tgisinternal
  union all select name, 'table that inherits, ' || h.inhrelid::regclass, '' from rel join pg_inherits h on h.inhparent = id
  union all select name, 'right of ' || r.rolname || ' to change rows', '' from rel join pg_roles r
    on r.rolname like 'portcullis\\_%' and r.oid <> owner and not r.rolsuper
    where kind <> 'v' and (has_table_privilege(r.oid, id, 'delete, truncate') or has_any_column_privilege(r.oid, id, 'update'))
  union all select n.nspname || '.' || p.proname, 'function (' || pg_get_function_identity_arguments(p.oid) || ')', l.lanname || ' '
      || p.prosecdef || ' ' || coalesce(p.proconfig::text, '') || ' ' || regexp_replace(p.prosrc, '\\s+', ' ', 'g')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    where n.nspname = any($1)
  -- Below 16384 is what PostgreSQL brought itself.
  union all select 'pg_catalog.' || p.proname, 'replaced function', '' from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace = 'pg_catalog'::regnamespace and p.oid < 16384 and p.proname = any($2) and l.lanname <> 'internal'
  union all select coalesce('the role ' || r.rolname, 'the database'), 'search_path', c.config
    from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole cross join unnest(s.setconfig) c(config)
    where s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
      and c.config ~ '^search_path=.*pg_catalog' and c.config !~ '^search_path="?pg_catalog'
      and (s.setrole = 0 or (not r.rolsuper and exists (select from rel where has_table_privilege(r.oid, rel.id, 'select'))))
  order by 1, 2`;
