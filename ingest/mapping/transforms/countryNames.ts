import { lazy, readCodeTable, toWordKey } from '../../codes/codeTable.js';
import { toCountryCode } from '../../codes/countries.js';

/** Languages of country names, beside English. */
const languages = 'de fr es it nl pt pl cs sv da fi hu ro bg el uk ru tr sk sl hr sr lt lv et ga mt nb ar fa zh'.split(
  ' ',
);

/** Forms of state that official lists add: `Bolivia (Plurinational State of)`, `Iran, Islamic Republic of`. */
const formOfState = /(?:,\s*|\s*\()(?:Plurinational|Bolivarian|Islamic|Federated|United Republic)\b.*$/i;

const namesTable = lazy(readTable);
const demonyms = lazy(
  () =>
    new Map(
      readCodeTable('mapping/transforms/demonyms.tsv').flatMap(([code = '', words = '']) =>
        words.split('|').map((word) => [word, code] as const),
      ),
    ),
);

/**
 * Alpha-2 code of a country by its code or English name, its name in another language (`Russland`, `Pays-Bas`, `Украина`) or
 * its English demonym (`Egyptian`). Null where no country has that name.
 *
 * @see Unicode CLDR, territory names, as the runtime has them
 */
export function toCountry(text: string): string | null {
  const short = text.replace(formOfState, '').trim();
  return (
    toCountryCode(text) ??
    namesTable().get(toWordKey(text)) ??
    (short === text ? null : toCountryCode(short)) ??
    demonyms().get(toWordKey(text)) ??
    null
  );
}

function readTable(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const codes = [...letters]
    .flatMap((one) => [...letters].map((other) => one + other))
    // Why the second: a withdrawn code, as the Netherlands Antilles', has the names of its successor.
    .filter((code) => toCountryCode(code) === code && new Intl.Locale(`und-${code}`).region === code);
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name && !names.has(toWordKey(name))) names.set(toWordKey(name), code);
    }
  }
  return names;
}
