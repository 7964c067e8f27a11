import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

// All messages are invented.
const policy = loadPolicy();
const { databases } = await ownIngestDatabase();

async function run(format: string, text: string): Promise<void> {
  const chosen = formats.get(format);
  if (!chosen) throw new Error(format);
  const files = [writeFile('message.xml', text)];
  const envelope = { originator: 'DE-POLICE' };
  const result = await ingest({ format: chosen, files, envelope, databases, linkKey, policy, ...testRun() });
  expect(result.quarantined).toBe(0);
}

async function counts(): Promise<Record<string, number>> {
  const count = async (source: 'incidents' | 'persons' | 'seizures', table: string) => {
    const [row] = await databases[source].exec<{ count: string }>(`select count(*) from ${table}`);
    return Number(row?.count);
  };
  return {
    incidents: await count('incidents', 'incidents.incident'),
    persons: await count('persons', 'persons.person'),
    seizures: await count('seizures', 'seizures.seizure'),
  };
}

const nibrs = (
  action: string,
) => `<nibrs:Submission xmlns:nibrs="http://fbi.gov/cjis/nibrs/4.2" xmlns:cjis="c" xmlns:j="j" xmlns:nc="n" xmlns:s="s"><nibrs:Report>
<nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>GROUP A INCIDENT REPORT</nibrs:NIBRSReportCategoryCode><nibrs:ReportActionCategoryCode>${action}</nibrs:ReportActionCategoryCode><nibrs:ReportingAgency><j:OrganizationAugmentation><j:OrganizationORIIdentification><nc:IdentificationID>XADEMO100</nc:IdentificationID></j:OrganizationORIIdentification></j:OrganizationAugmentation></nibrs:ReportingAgency></nibrs:ReportHeader>
<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>SPECIMEN-1</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate><nc:Date>2024-05-06</nc:Date></nc:ActivityDate></nc:Incident>
<j:Offense s:id="O1"><nibrs:OffenseUCRCode>35A</nibrs:OffenseUCRCode></j:Offense><nc:Location><nibrs:LocationCategoryCode>20</nibrs:LocationCategoryCode></nc:Location>
<nc:Substance><nc:ItemStatus><cjis:ItemStatusCode>SEIZED</cjis:ItemStatusCode></nc:ItemStatus><j:DrugCategoryCode>B</j:DrugCategoryCode><nc:SubstanceQuantityMeasure><nc:MeasureDecimalValue>1</nc:MeasureDecimalValue><j:SubstanceUnitCode>KG</j:SubstanceUnitCode></nc:SubstanceQuantityMeasure></nc:Substance>
<nc:Person s:id="P1"><nc:PersonAgeMeasure><nc:MeasureIntegerValue>40</nc:MeasureIntegerValue></nc:PersonAgeMeasure><j:PersonSexCode>F</j:PersonSexCode></nc:Person>
<j:Victim><nc:RoleOfPerson s:ref="P1"/><j:VictimCategoryCode>I</j:VictimCategoryCode></j:Victim></nibrs:Report></nibrs:Submission>`;

const ndex = (
  instruction: string,
  digest: string,
) => `<p:doPublish xmlns:p="http://usdoj.gov/leisp/lexs/publishdiscover/3.1" xmlns:n="http://fbi.gov/cjis/N-DEx/IncidentArrest/2.1"><PublishMessageContainer><PublishMessage><DataItemPackage>
<PackageMetadata><DataItemID>SPECIMEN-2</DataItemID><DataItemPublishInstruction>${instruction}</DataItemPublishInstruction><DataOwnerMetadata><DataOwnerIdentifier><ORI>XADEMO100</ORI></DataOwnerIdentifier></DataOwnerMetadata></PackageMetadata><Digest>${digest}</Digest>
</DataItemPackage></PublishMessage></PublishMessageContainer></p:doPublish>`;
const person = (id: string, name: string, role: string) =>
  `<EntityPerson><Person id="${id}"><PersonName><PersonFullName>${name}</PersonFullName></PersonName></Person><${role}/></EntityPerson>`;
const activity =
  '<EntityActivity><Activity id="I1"><ActivityCategoryText>Incident</ActivityCategoryText></Activity></EntityActivity>';

describe('police messages', () => {
  it('of NIBRS are stored, linked, and taken back when they are deleted', async () => {
    await run('nibrs', nibrs('I'));
    expect(await counts()).toEqual({ incidents: 1, persons: 0, seizures: 1 });
    const [linked] = await databases.incidents.exec(
      `select r.kind, r.location_type, r.case_reference, p.role, p.stated_name, p.stated_description, p.person_ref, s.seizure_ref
       from incidents.incident r join incidents.incident_person p on p.incident_id = r.id
       join incidents.incident_seizure s on s.incident_id = r.id`,
    );
    const [seizure] = await databases.seizures.exec<{ ref: string }>('select ref from seizures.seizure');
    expect(linked).toEqual({
      kind: 'OFFENCE',
      location_type: 'Residence/Home',
      case_reference: 'SPECIMEN-1',
      role: 'VICTIM',
      stated_name: null,
      stated_description: 'Female, age 40',
      person_ref: null,
      seizure_ref: seizure?.ref,
    });
    await run('nibrs', nibrs('D'));
    expect(await counts()).toEqual({ incidents: 0, persons: 0, seizures: 0 });
  });

  it('of N-DEx are stored with their persons, who go with an update or a deletion', async () => {
    const both = person('P1', 'Fictius EXEMPLAROV', 'Suspect') + person('P2', 'Specimen DEMO', 'Victim');
    await run('ndex', ndex('Insert', activity + both));
    expect(await counts()).toEqual({ incidents: 1, persons: 2, seizures: 0 });
    const linked = await databases.incidents.exec<{ stated_name: string | null; person_ref: string }>(
      'select stated_name, person_ref from incidents.incident_person order by stated_name',
    );
    const refs = await databases.persons.exec<{ ref: string }>('select ref from persons.person');
    expect(linked.map(({ stated_name }) => stated_name)).toEqual(['Fictius EXEMPLAROV', null]);
    expect(linked.map(({ person_ref }) => person_ref).sort()).toEqual(refs.map(({ ref }) => ref).sort());
    expect(
      await databases.persons.exec('select data_subject_category from persons.person order by data_subject_category'),
    ).toEqual([{ data_subject_category: 'SUSPECT' }, { data_subject_category: 'VICTIM' }]);

    await run('ndex', ndex('Update', activity + person('P1', 'Fictius EXEMPLAROV', 'Suspect')));
    expect(await counts()).toEqual({ incidents: 1, persons: 1, seizures: 0 });
    await run('ndex', ndex('Delete', ''));
    expect(await counts()).toEqual({ incidents: 0, persons: 0, seizures: 0 });
  });
});
