import { beforeAll, describe, expect, it } from '@jest/globals';
import { matchedOf } from '../../../../../ingest/rows/matched.js';
import { cargo } from '../../../../../subgraphs/cargo/index.js';
import { insertRows, type Row } from '../../../insertRows.js';
import { openSource } from '../../../openSource.js';
import { askHoldings, type Differing, type Holding, holdingsOf, valuesOf } from './asking.js';

/*
 * One consignment of NL-CUSTOMS with two house consignments. Quill is a party of `house_1`, and the declarant by an EORI number; the
 * goods of `house_2` are somebody else's.
 */
const source = await openSource(cargo);
const put = (table: string, rows: readonly Row[], holds?: readonly string[]) =>
  insertRows(source.adminUrl, `cargo.${table}`, rows, holds);
const party = (row: Row): Row => ({
  ...{ consignment_id: 'consignment_a', sequence: 1, role: 'CONSIGNEE', ...row },
  ...matchedOf('cargo.trade_party', row),
});

beforeAll(async () => {
  const consignment = {
    id: 'consignment_a',
    mrn: '26NL00000000000011',
    gross_mass_kg: 12.5,
    vessel_name: 'MV Quartz Heron',
  };
  await put(
    'consignment',
    [{ ...consignment, quality_flags: ['NAME_INVISIBLE'] }],
    [...['cargo.movement', 'cargo.goods', 'cargo.parties', 'cargo.risk']],
  );
  const of = { consignment_id: 'consignment_a', sequence: 1 };
  await put('house_consignment', [
    { id: 'house_1', ...of, ucr: 'UCR-ONE' },
    { id: 'house_2', ...of, ucr: 'UCR-TWO' },
  ]);
  await put('goods_item', [
    { id: 'item_0', ...of, description: 'Pallets' },
    { id: 'item_1', ...of, house_consignment_id: 'house_1', description: 'Garden lanterns' },
    { id: 'item_2', ...of, house_consignment_id: 'house_2', description: 'Someone’s chairs' },
  ]);
  await put('transport_equipment', [{ id: 'equipment_1', ...of, container_id: 'QQQU0000010' }]);
  await put('trade_party', [
    party({
      id: 'party_house',
      house_consignment_id: 'house_1',
      name: 'Quill Lanternby',
      city: 'Lanternby',
      person_type: 1,
    }),
    party({ id: 'party_eori', name: 'QL Trading', eori: 'NL123456789', person_type: 2 }),
    party({ id: 'party_firm', name: 'Quill Lanternby', person_type: 2 }),
    party({
      id: 'party_other',
      house_consignment_id: 'house_2',
      name: 'Orla Nightjar',
      city: 'Elsewhere',
      person_type: 1,
    }),
  ]);
}, 60_000);

describe('a party of a consignment', () => {
  it('is found by its EORI number, and by a name alone to be decided, unless a firm bears it', async () => {
    const holdings = await holdingsOf(source, 'cargo', { eori: 'NL123456789' });
    expect(holdings?.found.map(({ id, foundBy }) => [id, foundBy])).toEqual([['party_eori', 'EORI']]);
    expect(holdings?.namesakes).toMatchObject([
      { id: 'party_house', type: 'TradeParty', alikeBy: 'NAME', sourceRef: 'consignment_a' },
    ]);
  });

  it('is for the officer to decide by an EORI number that nothing tells to be the person’s: another trader’s consignments stay closed', async () => {
    const of = async (differing: Differing) => {
      const holdings = await holdingsOf(source, 'cargo', { eori: 'NL123456789', isEoriTold: false, ...differing });
      const [eori] = holdings?.namesakes.filter(({ id }) => id === 'party_eori') ?? [];
      expect(eori?.alikeBy ?? 'EORI').toBe('EORI');
      return [holdings?.found, holdings?.namesakes].map((listed) => listed?.map(({ id }) => id));
    };
    expect(await of({})).toEqual([[], ['party_eori', 'party_house']]);
    expect(await of({ name: 'Q. L. Trading' })).toEqual([[], ['party_eori']]);
    expect(await of({ confirmed: ['party_eori'] })).toEqual([['party_eori'], ['party_house']]);
  });

  it('of a house consignment is shown with that one and its goods, and with nothing of another', async () => {
    const holdings = await holdingsOf(source, 'cargo', { confirmed: ['party_house'] });
    const [holding] = holdings?.found ?? [];
    expect(valuesOf(holding as Holding, false)).toEqual({
      ...{ role: 'CONSIGNEE', name: 'Quill Lanternby', 'address.city': 'Lanternby', personType: 'NATURAL_PERSON' },
    });
    expect(valuesOf(holding as Holding, true)).toEqual({
      ...{ mrn: '26NL00000000000011', grossMassKg: '12.5', 'borderTransportMeans.vesselName': 'MV Quartz Heron' },
      ...{ 'goodsItems[0].sequence': '1', 'goodsItems[0].description': 'Pallets' },
      ...{ 'goodsItems[1].sequence': '1', 'goodsItems[1].description': 'Garden lanterns' },
      ...{ 'transportEquipment[0].sequence': '1', 'transportEquipment[0].container': 'QQQU0000010' },
      ...{ 'transportEquipment[0].containerId': 'QQQU0000010' },
      ...{ 'houseConsignments[0].sequence': '1', 'houseConsignments[0].ucr': 'UCR-ONE' },
    });
  });

  it('is answered alike, no matter who else is a party', async () => {
    await askHoldings(source, 'cargo', { confirmed: ['party_house'] });
    const alone = await askHoldings(source, 'cargo', { confirmed: ['party_house'] });
    await put('trade_party', [
      party({ id: 'party_more', house_consignment_id: 'house_1', name: 'Orla Nightjar', person_type: 1 }),
    ]);
    expect(await askHoldings(source, 'cargo', { confirmed: ['party_house'] })).toEqual(alone);
  });
});
