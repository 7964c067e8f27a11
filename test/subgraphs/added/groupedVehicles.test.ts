/** @isolated it adds a source before the lists of sources are loaded. */
import { testOwners } from './owners.js';

testOwners('grouped');
