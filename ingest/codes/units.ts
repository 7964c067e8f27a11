import { lazy, readCodeTable, toWordKey } from './codeTable.js';

/** A unit of measure. */
export interface Unit {
  /** UNECE Recommendation 20, e.g. `LBR`. */
  readonly code: string;
  /** Kilograms in one, exactly the Recommendation's conversion factor; null where it is not a unit of mass. */
  readonly toKg: number | null;
}

interface UnitTable {
  /** Looked up in this order, trade words before codes before the list's own names: `mil` is the code of a thousand, not an angle. */
  readonly abbreviations: ReadonlyMap<string, Unit>;
  readonly codes: ReadonlyMap<string, Unit>;
  readonly names: ReadonlyMap<string, Unit>;
}

const units = lazy(readTable);

/**
 * The unit of a UNECE Recommendation 20 code (deprecated and deleted ones too, for older records), a name in that list or
 * a common abbreviation, in any case: `KGM`, `kg`, `Pounds`, `cubic metre`. Null for anything else, and for a word of
 * several units: `ton`, `gallon`, `pint`.
 *
 * @remarks `KGS` (kilogram per second), `GM` (gram per square metre), `OZ` and deleted codes such as `MT` (mat) are read as
 * the masses that trade means by them.
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
  for (const [code = '', status = '', kilograms = '', name = '', others = ''] of readCodeTable('codes/units.tsv')) {
    const unit = { code, toKg: kilograms === '' ? null : Number(kilograms) };
    codes.set(code, unit);
    // Why not deleted ones: their names would hide those in force.
    if (status !== 'X' && !names.has(toWordKey(name))) names.set(toWordKey(name), unit);
    if (others !== '') for (const other of others.split('|')) abbreviations.set(toWordKey(other), unit);
  }
  return { abbreviations, codes, names };
}
