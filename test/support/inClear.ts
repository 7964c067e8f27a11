import { withAdmin } from '../../storage/roles.js';

/** What was looked through, and where words were found. */
export interface Scan {
  /** All columns, `schema.table.column`. */
  readonly columns: readonly string[];
  /** Those in which a word stands, as `column: word`. */
  readonly found: readonly string[];
}

/** Looks for words in every column of every table of some schemas: as text, in bytes, as hex digits, in base64 and in UTF-16. */
export async function scanForWords(
  adminUrl: string,
  schemas: readonly string[],
  words: readonly string[],
): Promise<Scan> {
  const wanted = words.map((word) => ({ word, forms: formsOf(word) }));
  return await withAdmin(adminUrl, async (admin) => {
    const { rows: columns } = await admin.query<{ name: string; sql: string; place: string }>(
      `select n.nspname || '.' || c.relname || '.' || a.attname as name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as place,
        case when a.atttypid = 'bytea'::regtype then quote_ident(a.attname)
          else format('convert_to(%I::text, ''UTF8'')', a.attname) end as sql
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relkind in ('r', 'p', 'm') and a.attnum > 0 and not a.attisdropped order by name`,
      [schemas],
    );
    const found: string[] = [];
    for (const { name, place, sql } of columns) {
      const { rows } = await admin.query<{ value: Buffer | null }>(`select ${sql} as value from ${place}`);
      const all = Buffer.concat(rows.flatMap(({ value }) => (value ? [value, Buffer.from([0])] : [])));
      for (const { word, forms } of wanted)
        if (forms.some((form) => all.includes(form))) found.push(`${name}: ${word}`);
    }
    return { columns: columns.map(({ name }) => name), found };
  });
}

function formsOf(word: string): readonly Buffer[] {
  const wide = Buffer.from(word, 'utf16le');
  const texts = [word, Buffer.from(word).toString('hex'), ...inBase64(word, 'base64'), ...inBase64(word, 'base64url')];
  return [...texts.map((text) => Buffer.from(text)), wide, Buffer.from(wide).swap16()];
}

/** What all texts in base64 have in common in which a word stands, at each of the three places that it can have in a group. */
function inBase64(word: string, encoding: 'base64' | 'base64url'): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString(encoding);
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + Buffer.byteLength(word)) * 8) / 6));
  });
}
