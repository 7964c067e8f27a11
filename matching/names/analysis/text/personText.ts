/** Mr, Mrs and Miss in Thai, which are written before a given name without a gap. */
const thaiTitles = /(?<!\p{L})(?:นางสาว|นาย|นาง|ด\.?[ชญ]\.)(?=\s?[เ-ไก-ฮ][\p{L}\p{M}]{2})/gu;

/** What a bearer is called beside the name: Joaquín "El Chapo" Guzmán. */
const calledBeside = /(?<=\S\s)["“„«][\p{L}\p{M}' .-]{2,40}["”“»](?=\s\S)/gu;

/** The O of Irish names, written apart. */
const apart = /(?<=\S\s)O\s(?=\p{L}{5})/gu;

/** The text of a person's name without what stands beside its words. */
export function personText(text: string): string {
  return text.replace(thaiTitles, ' ').replace(calledBeside, ' ').replace(apart, 'O');
}

/** Son or daughter of, in Malaysia and Singapore: Kumaran a/l Munusamy, Kumaran s/o Munusamy. */
const sonOf = /(?<=\S\s)[asd]\s?\/\s?[lpo](?=\s\S)/giu;

/** A person's name with the word for son or daughter that other lands have. */
export const withFiliation = (text: string): string => text.replace(sonOf, 'bin');
