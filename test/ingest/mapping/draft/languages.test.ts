import { describe, it } from '@jest/globals';
import { expectDraft } from './drafts.js';

/** Headers of a name, a birth date, a country and a passport, as registers of seven languages write them. */
const headers: readonly (readonly [language: string, headers: readonly [string, string, string, string]])[] = [
  ['Dutch', ['Naam', 'Geboren', 'Land', 'Paspoort']],
  ['Dutch', ['Volledige naam', 'Geb. datum', 'Woonland', 'Paspoortnr']],
  ['German', ['Name', 'Geboren', 'Land', 'Reisepass']],
  ['German', ['Name', 'Geboren am', 'Wohnsitzland', 'Reisepassnummer']],
  ['French', ['Nom', 'Né le', 'Pays', 'Passeport']],
  ['French', ['Nom et prénom', 'Naissance', 'Pays de résidence', 'N° de passeport']],
  ['Spanish', ['Nombre', 'Nacimiento', 'País', 'Pasaporte']],
  ['Spanish', ['Nombre y apellidos', 'Fecha nacimiento', 'País de residencia', 'Número de pasaporte']],
  ['Italian', ['Nome', 'Nato il', 'Paese', 'Passaporto']],
  ['Italian', ['Nome e cognome', 'Nascita', 'Paese di residenza', 'Numero di passaporto']],
  ['Polish', ['Imię i nazwisko', 'Urodzony', 'Kraj', 'Paszport']],
  ['Polish', ['Nazwisko i imię', 'Data ur.', 'Kraj zamieszkania', 'Nr paszportu']],
  ['Portuguese', ['Nome', 'Nascimento', 'País', 'Passaporte']],
  ['Portuguese', ['Nome completo', 'Data de nascimento', 'País de residência', 'Número do passaporte']],
];

// All rows are invented. Why countries that sort before names, and a name that is missing: the column of countries was then taken for the names.
const rows = [
  ['1', 'EXEMPLAROVA Anna', '12-03-1980', 'Nederland', 'SPEC000001'],
  ['2', 'SPECIMEN Piet', '01-11-1975', 'Duitsland', 'SPEC000002'],
  ['3', '', '23-07-1990', 'Polen', 'SPEC000003'],
  ['4', 'MUSTER Max', '30-06-1966', 'Spanje', 'SPEC000004'],
];

describe('a draft of a list of persons', () => {
  it('takes a column for dates although some only fill it, such as 9999-12-31: it was a text', async () => {
    const born = ['1970-01-31', '9999-12-31', '1980-02-02', '9999-12-31'];
    const lines = [['id', 'Naam', 'Geboren'], ...rows.map(([id, name], i) => [id, name, born[i]])];
    await expectDraft(`${lines.map((row) => row.join(';')).join('\n')}\n`, {
      name: 'lijst.csv',
      kind: 'person',
      fields: { names: 'Naam', birthDates: 'Geboren' },
      ignored: [],
    });
  });

  it.each(headers)(
    'finds name, birth date, country and passport by %s headers: %j',
    async (_, [name, born, country, passport]) => {
      const lines = [['id', name, born, country, passport], ...rows].map((row) => row.join(';'));
      await expectDraft(`${lines.join('\n')}\n`, {
        name: 'lijst.csv',
        kind: 'person',
        fields: {
          names: name,
          birthDates: born,
          'addresses.country': country,
          'identifications[type=PASSPORT].number': passport,
        },
        says: ['key: id\n'],
        ignored: [],
      });
    },
  );
});
