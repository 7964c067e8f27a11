// SPDX-License-Identifier: Apache-2.0

/** A port of the scenario, one that the directory knows. */
export interface Port {
  readonly unlocode: string;
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const port = (unlocode: string, name: string, latitude: number, longitude: number): Port => ({
  unlocode,
  name,
  country: unlocode.slice(0, 2),
  latitude,
  longitude,
});

/** Where the two customs services of the scenario unload. */
export const dutchPorts = [
  port('NLRTM', 'Rotterdam', 51.92, 4.48),
  port('NLVLI', 'Vlissingen', 51.45, 3.58),
  port('NLAMS', 'Amsterdam', 52.37, 4.9),
] as const;
export const belgianPorts = [port('BEANR', 'Antwerpen', 51.22, 4.4), port('BEZEE', 'Zeebrugge', 51.33, 3.2)] as const;

/** Other ports of the Union: seizures and incidents happen there. */
export const unionPorts = [
  port('DEHAM', 'Hamburg', 53.55, 10),
  port('DEBRV', 'Bremerhaven', 53.55, 8.58),
  port('PLGDN', 'Gdansk', 54.35, 18.65),
  port('ESALG', 'Algeciras', 36.13, -5.45),
  port('ITGIT', 'Gioia Tauro', 38.43, 15.9),
] as const;

/** Where the goods come from. */
export const originPorts = [
  port('ECGYE', 'Guayaquil', -2.19, -79.88),
  port('COCTG', 'Cartagena', 10.4, -75.5),
  port('BRSSZ', 'Santos', -23.95, -46.33),
  port('PABLB', 'Balboa', 8.95, -79.57),
  port('CRLIO', 'Puerto Limón', 9.99, -83.03),
  port('MAPTM', 'Tanger Med', 35.88, -5.5),
  port('TRMER', 'Mersin', 36.8, 34.63),
  port('AEJEA', 'Jebel Ali', 25.01, 55.06),
  port('SGSIN', 'Singapore', 1.29, 103.85),
  port('CNSHA', 'Shanghai', 31.23, 121.47),
  port('CNNGB', 'Ningbo', 29.87, 121.55),
  port('INNSA', 'Nhava Sheva', 18.95, 72.95),
] as const;

/** Goods with their HS 2022 subheading, CN code where the scenario states one, packages (Rec 21) and kilograms a package. */
export const goods = [
  { hs6: '080390', cn8: '08039010', description: 'Fresh bananas in cartons', packageType: 'CT', kgEach: 18.1 },
  {
    hs6: '090111',
    cn8: '09011100',
    description: 'Coffee beans, not roasted, not decaffeinated',
    packageType: 'BG',
    kgEach: 60,
  },
  { hs6: '030617', cn8: '03061792', description: 'Frozen shrimps', packageType: 'CT', kgEach: 20 },
  { hs6: '440710', cn8: null, description: 'Sawn coniferous wood', packageType: 'BE', kgEach: 900 },
  { hs6: '610910', cn8: '61091000', description: 'T-shirts of cotton, knitted', packageType: 'CT', kgEach: 14 },
  { hs6: '640399', cn8: null, description: 'Footwear with leather uppers', packageType: 'CT', kgEach: 11 },
  { hs6: '847130', cn8: '84713000', description: 'Portable computers', packageType: 'CT', kgEach: 25 },
  { hs6: '851712', cn8: null, description: 'Mobile telephones', packageType: 'CT', kgEach: 9 },
  { hs6: '240220', cn8: '24022090', description: 'Cigarettes containing tobacco', packageType: 'CT', kgEach: 12 },
  { hs6: '740400', cn8: '74040010', description: 'Copper waste and scrap', packageType: 'BG', kgEach: 1000 },
  { hs6: '390110', cn8: '39011010', description: 'Polyethylene granules', packageType: 'BG', kgEach: 25 },
  { hs6: '870899', cn8: null, description: 'Parts of motor vehicles: axle carriers', packageType: 'CR', kgEach: 220 },
] as const;
