/** The schemata of FollowTheMoney's default model, by name. */
export const ftmSchemata = [
  ...(['Address', 'Airplane', 'Analyzable', 'Article', 'Assessment', 'Asset', 'Associate', 'Audio'] as const),
  ...([
    'BankAccount',
    'Call',
    'CallForTenders',
    'Company',
    'Contract',
    'ContractAward',
    'CourtCase',
    'CourtCaseParty',
  ] as const),
  ...([
    'CryptoWallet',
    'Debt',
    'Directorship',
    'Document',
    'Documentation',
    'EconomicActivity',
    'Email',
    'Employment',
  ] as const),
  ...(['Event', 'Family', 'Folder', 'HyperText', 'Identification', 'Image', 'Interest', 'Interval'] as const),
  ...(['LegalEntity', 'License', 'Membership', 'Mention', 'Message', 'Note', 'Occupancy', 'Organization'] as const),
  ...(['Ownership', 'Package', 'Page', 'Pages', 'Passport', 'Payment', 'Person', 'PlainText'] as const),
  ...([
    'Position',
    'Post',
    'Project',
    'ProjectParticipant',
    'PublicBody',
    'RealEstate',
    'Representation',
    'Sanction',
  ] as const),
  ...(['Security', 'Similar', 'Succession', 'Table', 'TaxRoll', 'Thing', 'Trip', 'UnknownLink'] as const),
  ...(['UserAccount', 'Value', 'Vehicle', 'Vessel', 'Video', 'Workbook'] as const),
] as const;

/** A schema of FollowTheMoney. */
export type FtmSchema = (typeof ftmSchemata)[number];
