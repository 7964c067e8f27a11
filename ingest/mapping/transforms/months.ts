/** Names of the months, in the languages of the agencies: English, German, French, Dutch, Spanish, Italian, Portuguese, Polish, Swedish. */
const names = [
  'january januar janvier januari enero gennaio janeiro styczen stycznia jan ene gen sty jaenner',
  'february februar fevrier februari febrero febbraio fevereiro luty lutego feb fev lut fevr',
  'march marz maerz mars maart marzo marco marzec marca mar mrt mrz',
  'april avril abril aprile kwiecien kwietnia apr avr abr kwi',
  'may mai mei mayo maggio maio maj maja mag',
  'june juni juin junio giugno junho czerwiec czerwca jun giu cze',
  'july juli juillet julio luglio julho lipiec lipca jul lug lip juil',
  'august aout augustus agosto sierpien sierpnia augusti aug ago sie aou',
  'september septembre septiembre settembre setembro wrzesien wrzesnia sep sept set wrz',
  'october oktober octobre octubre ottobre outubro pazdziernik pazdziernika oct okt ott out paz',
  'november novembre noviembre novembro listopad listopada nov lis',
  'december dezember decembre diciembre dicembre dezembro grudzien grudnia dec dez dic gru',
];

const months = new Map(names.flatMap((list, index) => list.split(' ').map((name) => [name, index + 1] as const)));

/** Number of a month, 1 to 12, by its name or abbreviation in any of the languages, or null. */
export function toMonth(name: string): number | null {
  const key = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}.]/gu, '')
    .replaceAll('ł', 'l')
    .toLowerCase();
  return months.get(key) ?? null;
}
