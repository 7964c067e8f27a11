import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import type { Mapping } from '../../../ingest/mapping/mapping.js';
import { parseMapping } from '../../../ingest/mapping/parse/parse.js';
import { markSolved, readQuarantine } from '../../../ingest/quarantine/quarantineStore.js';
import { type RetryGroup, toRetryGroups } from '../../../ingest/quarantine/retry.js';
import { entry, list, openRunSetting } from '../run/setting.js';
import { writeFile } from '../support/samples.js';

const { databases, names, run, clear } = await openRunSetting();

describe('quarantine', () => {
  it('gives its records back under the envelope of the run that could not read them, never a weaker one', async () => {
    await clear();
    const envelope = { originator: 'EU-SANCTIONS-DESK', handling: ['H2'], classification: 'RESTREINT_UE' };
    await run([list(entry(2, 'SPECIMEN, Example'), entry(1, 'EXEMPLAROV, Fictitius', 'DOB.', 'robot'))], { envelope });
    const [group] = toRetryGroups(await readQuarantine(databases.ingest, {}));
    expect(group?.envelope).toMatchObject(envelope);
  });

  it('does not overwrite a record with another that only their order told apart', async () => {
    await clear();
    await databases.incidents.exec('delete from incidents.incident');
    const format = formats.get('pirate-attacks');
    if (!format) throw new Error('no format');
    const header =
      'date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name';
    const line = (text: string) => `2001-01-01,NA,103.2,1.5,Boarded,Off Nowhere,SGP,${text},Exemplar`;
    const options = { format, envelope: { originator: 'EU-ANALYSIS' } };
    await run([writeFile('attacks.csv', `${header}\n${line('First')}\n${line('Second')}\n`)], options);
    const stored = () =>
      databases.incidents.exec('select source_ref, narrative from incidents.incident order by narrative');
    const before = await stored();
    expect(before).toHaveLength(2);
    const third = [writeFile('attacks.csv', `${header}\n${line('Third')}\n`)];
    expect(await run(third, { ...options, retry: true })).toMatchObject({ stored: 0, reasons: { 'key.taken': 1 } });
    expect(await stored()).toEqual(before);
  });

  it('keeps the records of two registers apart whose keys are the same, whole lists and all, since each has its source', async () => {
    await clear();
    const register = (source: string) => {
      const text = `version: 1\nsource: ${source}\nkind: person\ninput: {type: csv}\nkey: id\nfields: {names: name}\n`;
      return createMappedFormat(parseMapping(text, 'm.yaml').mapping as Mapping);
    };
    const whole = { envelope: { originator: 'NL-CUSTOMS' }, limits: { whole: true } };
    const one = writeFile('one.csv', 'id,name\n1,EXEMPLAROV\n2,FALSCH\n');
    const other = writeFile('other.csv', 'id,name\n1,SPECIMEN\n');
    await run([one], { ...whole, format: register('mapped-one') });
    const second = await run([other], { ...whole, format: register('mapped-other') });
    expect(second).toMatchObject({ added: 1, changed: 0, withdrawn: 0 });
    expect(await names()).toEqual(['EXEMPLAROV', 'FALSCH', 'SPECIMEN']);
    await expect(run([one], { ...whole, format: register('watchlist') })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extensions: { hint: 'It may enter a register of its own by a mapping, as mapped-NAME.' },
    });
    await expect(
      run([one], { format: register('mapped-one'), envelope: { originator: 'EU-SANCTIONS-DESK' } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not overwrite a record with a later one of its delivery that was refused for its key', async () => {
    await clear();
    const { mapping } = parseMapping(
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nfields: {names: name}\n',
      'm.yaml',
    );
    const format = createMappedFormat(mapping as Mapping);
    const options = { format, envelope: { originator: 'NL-CUSTOMS' } };
    await run([writeFile('twice.csv', 'id,name\n1,EXEMPLAROV\n2,FALSCH\n1,SPECIMEN\n')], options);
    const [group] = toRetryGroups(await readQuarantine(databases.ingest, {}));
    expect(group).toMatchObject({ retried: { repeated: true }, ids: [expect.any(String)] });
    const { retried, file } = group as RetryGroup;
    const again = await run([file], { ...options, retry: true, retried });
    expect(again).toMatchObject({ stored: 0, quarantined: 1, reasons: { 'key.taken': 1 } });
    expect(await names()).toEqual(['EXEMPLAROV', 'FALSCH']);
    const taken = await readQuarantine(databases.ingest, { reason: 'key.taken' });
    expect(taken).toMatchObject([{ line: 4, before: expect.stringContaining('id,name') }]);
    const [next] = toRetryGroups(taken);
    const other = parseMapping(
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: name\nfields: {names: name}\n',
      'n.yaml',
    ).mapping;
    const last = { format: createMappedFormat(other as Mapping), retry: true, retried: (next as RetryGroup).retried };
    expect(await run([(next as RetryGroup).file], { ...options, ...last })).toMatchObject({ stored: 1 });
    expect(
      await databases.persons.exec("select line from persons.provenance where source_ref = 'SPECIMEN'"),
    ).toMatchObject([{ line: 4 }]);
  });

  it('gives its records back as files of their format, and is solved by what is understood then', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example', 'DOB.', 'robot'), '3,"broken')]);
    const records = await readQuarantine(databases.ingest, {});
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
    const [group] = toRetryGroups(records);
    const bytes: Buffer[] = [];
    for await (const chunk of group?.file.bytes() ?? []) bytes.push(chunk);
    expect(Buffer.concat(bytes).toString()).toContain('"robot"');
    // As if the format had learnt: the same records, repaired.
    const repaired = Buffer.concat(bytes)
      .toString()
      .replace('robot', 'individual')
      .replace('3,"broken', entry(3, 'SPECIMEN, Third'));
    const result = await run([writeFile('sdn.csv', repaired)]);
    expect(result).toMatchObject({ added: 2, quarantined: 0 });
    expect(await markSolved(databases.ingest, group?.ids ?? [], result.run ?? '')).toBe(2);
    expect(await readQuarantine(databases.ingest, {})).toEqual([]);
  });
});
