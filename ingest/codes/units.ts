import { lazy, readCodeTable, toWordKey } from './codeTable.js';

/** A unit of measure. */
export interface Unit {
  /** UNECE Recommendation 20, e.g. `LBR`. */
  readonly code: string;
  /** Kilograms in one, exactly as the Recommendation's conversion factor has it; null for what is no mass. */
  readonly toKg: number | null;
}

interface UnitTable {
  /** The words of trade come first, codes second, the list's own names last: `mil` is a thousand, its code, not an angle. */
  readonly abbreviations: ReadonlyMap<string, Unit>;
  readonly codes: ReadonlyMap<string, Unit>;
  readonly names: ReadonlyMap<string, Unit>;
}

const units = lazy(readTable);

/**
 * The unit that a text names: a code of UNECE Recommendation 20 (deprecated and deleted ones too, which older records
 * use), a name of it, or a common abbreviation, in any case: `KGM`, `kg`, `Pounds`, `cubic metre`. Null where it is none,
 * and for a word that names several units: `ton`, `gallon`, `pint`.
 *
 * @remarks `KGS` (kilogram per second), `GM` (gram per square metre), `OZ` and deleted codes such as `MT` (mat) are read as
 * the mass that trade means by them: no declaration counts goods in kilograms per second.
 * @see UNECE Recommendation 20, revision 17
 */
export function toUnit(text: string | null | undefined): Unit | null {
  if (!text) return null;
  const { abbreviations, codes, names } = units();
  const word = toWordKey(text);
  return abbreviations.get(word) ?? codes.get(word.toUpperCase()) ?? names.get(word) ?? null;
}

function readTable(): UnitTable {
  const codes = new Map<string, Unit>();
  const names = new Map<string, Unit>();
  const abbreviations = new Map<string, Unit>();
  for (const [code = '', status = '', kilograms = '', name = '', others = ''] of readCodeTable('units.tsv')) {
    const unit = { code, toKg: kilograms === '' ? null : Number(kilograms) };
    codes.set(code, unit);
    // Why: names of deleted units would hide those in force, `carton` the unit is now `carton` the package.
    if (status !== 'X' && !names.has(toWordKey(name))) names.set(toWordKey(name), unit);
    if (others !== '') for (const other of others.split('|')) abbreviations.set(toWordKey(other), unit);
  }
  return { abbreviations, codes, names };
}
