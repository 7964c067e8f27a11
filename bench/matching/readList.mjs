import { formats } from '../../dist/ingest/formats/index.js';
import { closeFiles, openFiles } from '../../dist/ingest/input/openFiles.js';

/** The persons of a public list, as they are compared: names in all scripts, and what the list says beside them. */
export async function readList(format, paths) {
  const files = await openFiles(paths);
  const persons = [];
  try {
    for await (const item of formats.get(format).read({ files, unmapped: () => {} }))
      if (item.kind === 'person') persons.push(toCompared(item));
  } finally {
    await closeFiles(files);
  }
  return persons;
}

function toCompared(person) {
  const { names, birthDates = [], birthPeriods = [], birthPlace, nationalities, gender, identifications = [] } = person;
  const documents = identifications.map(({ type, number }) => ({ kind: type, number }));
  return {
    kind: 'person',
    names: names.map(({ name }) => name),
    birthDates: [...birthDates, ...birthPeriods.map(({ from, to }) => `${from}/${to}`)],
    ...(birthPlace ? { birthPlaces: [birthPlace] } : {}),
    ...(nationalities ? { nationalities } : {}),
    ...(gender ? { gender } : {}),
    documents,
  };
}
