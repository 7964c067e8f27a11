import type { HeadingsOf } from '../tables/headings.js';

/** Columns of the shipment history, under their publisher's headings. */
export const columns = {
  id: ['ID'],
  project: ['Project Code'],
  quote: ['PQ #', 'PQ Number'],
  order: ['PO / SO #', 'PO/SO Number'],
  shipment: ['ASN/DN #', 'ASN/DN Number'],
  country: ['Country', 'Destination Country'],
  managedBy: ['Managed By'],
  fulfilVia: ['Fulfill Via', 'Fulfil Via'],
  incoterm: ['Vendor INCO Term', 'INCO Term', 'Incoterm'],
  mode: ['Shipment Mode'],
  quoteSent: ['PQ First Sent to Client Date'],
  orderSent: ['PO Sent to Vendor Date'],
  scheduled: ['Scheduled Delivery Date'],
  delivered: ['Delivered to Client Date'],
  recorded: ['Delivery Recorded Date'],
  productGroup: ['Product Group'],
  subClassification: ['Sub Classification'],
  vendor: ['Vendor'],
  description: ['Item Description'],
  molecule: ['Molecule/Test Type', 'Molecule Test Type'],
  brand: ['Brand'],
  dosage: ['Dosage'],
  dosageForm: ['Dosage Form'],
  unitsPerPack: ['Unit of Measure (Per Pack)', 'Unit of Measure'],
  quantity: ['Line Item Quantity'],
  value: ['Line Item Value'],
  packPrice: ['Pack Price'],
  unitPrice: ['Unit Price'],
  site: ['Manufacturing Site'],
  firstLine: ['First Line Designation'],
  weight: ['Weight (Kilograms)', 'Weight (kg)'],
  freight: ['Freight Cost (USD)', 'Freight Cost'],
  insurance: ['Line Item Insurance (USD)', 'Line Item Insurance'],
} as const satisfies HeadingsOf<string>;

export type Column = keyof typeof columns;

/** Columns that every edition has. */
export const requiredColumns = [
  'id',
  'country',
  'vendor',
  'description',
  'shipment',
] as const satisfies readonly Column[];

/** Columns that describe the goods further, in the order in which they are shown. */
export const characteristics = [
  'productGroup',
  'subClassification',
  'molecule',
  'brand',
  'dosage',
  'dosageForm',
  'unitsPerPack',
] as const satisfies readonly Column[];
