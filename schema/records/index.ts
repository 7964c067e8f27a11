import { consignment } from './consignment.js';

/** Every record type that is described, by its kind. */
export const records = { consignment };
