import { z } from 'zod';

/**
 * Symbologies that a catalogue may have read beside Code 128 and QR, for cards of a district's own. What they
 * say must be confirmed as every other code: by the card number's check character, or by equal readings.
 */
export const AddedSymbology = z.enum(['code39', 'ean13', 'itf', 'codabar', 'datamatrix', 'pdf417', 'aztec']);
export type AddedSymbology = z.infer<typeof AddedSymbology>;
