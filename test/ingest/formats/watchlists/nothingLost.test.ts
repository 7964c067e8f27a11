import { describe, expect, it } from '@jest/globals';
import { euFsf } from '../../../../ingest/formats/watchlists/eu-fsf.js';
import { ukOfsi } from '../../../../ingest/formats/watchlists/uk/uk-lists.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';
import { readAll, writeFile } from '../../support/samples.js';

/** What a record says, without where it stood and its text. */
const said = ({ raw: _, origin: __, ...record }: SourceRecord): string => JSON.stringify(record);

/** A word that stands nowhere else: letters alone, so that it is in no other word, and no number. */
const wordOf = (at: number): string => `Specimen${String.fromCharCode(65 + (at % 26), 65 + Math.floor(at / 26))}x`;

describe('eu-fsf, an entity in which every attribute and element that is mapped has a value of its own', () => {
  /** Values that must have a form, by the end of the path; the others are words. `shown` is what the record says for it. */
  const typed: readonly (readonly [end: RegExp, value: string, shown: string])[] = [
    [/^@logicalId$/, '9999901', '9999901'],
    [/@designationDate$/, '1921-01-01', '1921-01-01'],
    [/@delistingDate$/, '1921-01-02', '1921-01-02'],
    [/@publicationDate$/, '1921-01-03', '1921-01-03'],
    [/@birthdate$/, '1921-01-05', '1921-01-05'],
    [/@year$/, '1922', '1922-11-12'],
    [/@monthOfYear$/, '11', '1922-11-12'],
    [/@dayOfMonth$/, '12', '1922-11-12'],
    [/@yearRangeFrom$/, '1923', '1923'],
    [/@yearRangeTo$/, '1925', '1925'],
    [/@circa$/, 'true', 'approximately'],
    [/@issueDate$/, '1921-01-06', '1921-01-06'],
    [/@validTo$/, '1921-01-07', '1921-01-07'],
    [/@asAtListingTime$/, 'true', 'as at listing time'],
    [/@diplomatic$/, 'true', 'diplomatic'],
    [/@knownExpired$/, 'true', 'known to have expired'],
    [/@knownFalse$/, 'true', 'known to be false'],
    [/@reportedLost$/, 'true', 'reported lost'],
    [/@revokedByIssuer$/, 'true', 'revoked by its issuer'],
    [/@countryIso2Code$/, 'MT', 'MT'],
  ];
  /** They decide how the entity is read, or are what others stand for; what each does has a test of its own. */
  const deciding =
    /@(?:code|classificationCode|identificationTypeCode|strong|nameLanguage|calendarType|entryIntoForceDate|gender)$/;
  /** A known country stands as its code where it is no part of an address or a place. */
  const byCode = /^(?:citizenship|identification)\/@countryDescription$/;
  const ofPersons = /^nameAlias\/@(?:firstName|middleName|lastName)$/;

  const paths = Object.keys(euFsf.elements().mapped).filter((path) => !deciding.test(path) && !byCode.test(path));
  const values = new Map(
    paths.map((path, at) => {
      const [, value = wordOf(at), shown = value] = typed.find(([end]) => end.test(path)) ?? [];
      return [path, [value, shown]] as const;
    }),
  );

  function toElement(name: string, base: string, attributes: string): string {
    const own = [...values].filter(([path]) => path.startsWith(base) && path !== base);
    const below = own.map(([path, [value = '']]) => [path.slice(base.length), value] as const);
    const stated = below.flatMap(([path, value]) => (path.startsWith('@') ? [` ${path.slice(1)}="${value}"`] : []));
    const children = [
      ...new Set(below.flatMap(([path]) => (path.startsWith('@') ? [] : [path.split('/')[0] as string]))),
    ];
    const inner = children.map((child) => toElement(child, `${base}${child}/`, ''));
    const text = values.get(base.replace(/\/$/, ''))?.[0] ?? '';
    return `<${name}${attributes}${stated.join('')}>${text}${inner.join('')}</${name}>`;
  }

  it.each(['person', 'enterprise'])('is said of in the record of this kind: %s', async (kind) => {
    const entity = toElement('sanctionEntity', '', '').replace(/<subjectType>|<regulation /, (tag) =>
      tag === '<regulation ' ? `<subjectType code="${kind}"/><regulation ` : tag,
    );
    const list = `<export xmlns="http://eu.europa.ec/fpi/fsd/export">${entity}</export>`;
    const { records, rejects, unmapped } = await readAll(euFsf, [writeFile('list.xml', list)]);
    expect([rejects, unmapped]).toEqual([[], {}]);
    const text = said(records[0] as SourceRecord);
    const lost = [...values].filter(
      ([path, [, shown = '']]) => !text.includes(shown) && !(kind !== 'person' && ofPersons.test(path)),
    );
    expect(lost.map(([path]) => path)).toEqual([]);
  });
});

describe('uk-ofsi, a group in which every element that is mapped has a value of its own', () => {
  const typed: Readonly<Record<string, readonly [value: string, shown: string]>> = {
    GroupID: ['99901', '99901'],
    AliasType: ['Primary name', ''],
    AliasQuality: ['Good quality', ''],
    Individual_DateOfBirth: ['00/11/1921', '1921-11'],
    DateListed: ['12/11/1922', '1922-11-12'],
    DateDesignated: ['12/11/1923', '1923-11-12'],
    Individual_Gender: ['Female', 'emale'],
    UKSanctionsListRef: ['XXX0001', 'XXX0001'],
    GrpStatus: ['A', ''],
    Ship_IMONumber: ['9074729', '9074729'],
    Ship_YearBuilt: ['1924', '1924'],
    Ship_Tonnage: ['1925', '1925'],
    Entity_BusinessRegNumber: ['0000001', '0000001'],
    Individual_PassportNumber: ['X0000001', 'X0000001'],
    Individual_NINumber: ['Y0000001', 'Y0000001'],
  };
  const elements = Object.keys(ukOfsi.elements().mapped).filter(
    (name) => !/[ /]/.test(name) && !['DOB', 'Position', 'Nationality', 'Regime'].includes(name),
  );

  it.each(['Individual', 'Entity', 'Ship'])('is said of in the record of this kind: %s', async (type) => {
    const values = elements.map(
      (name, at) =>
        [name, typed[name] ?? (name === 'GroupTypeDescription' ? [type, ''] : [wordOf(at), wordOf(at)])] as const,
    );
    const target = values.map(([name, [value = '']]) => `<${name}>${value}</${name}>`).join('');
    const list = `<ArrayOfFinancialSanctionsTarget><FinancialSanctionsTarget>${target}</FinancialSanctionsTarget></ArrayOfFinancialSanctionsTarget>`;
    const { records, rejects, unmapped } = await readAll(ukOfsi, [writeFile('ConList.xml', list)]);
    expect([rejects, unmapped]).toEqual([[], {}]);
    const text = said(records[0] as SourceRecord);
    // A value that a kind has no field for stands in its notes as it was.
    const lost = values.filter(([, [value = '', shown = '']]) => !text.includes(shown) && !text.includes(value));
    expect(lost.map(([name]) => name)).toEqual([]);
  });
});
