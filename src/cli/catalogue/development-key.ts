import { secretKeyOfPhrase } from '../../domain/catalogue-file.ts';

/** Public on purpose: it signs the demo's catalogue, and whoever has this code can derive it. */
const DEVELOPMENT_PHRASE = 'liwan talent card development key - never for production';

/** The key that the demo's catalogue is signed with. A production district has a key of its own. */
export const DEVELOPMENT_SIGNER = {
  keyId: 'development',
  secretKey: secretKeyOfPhrase(DEVELOPMENT_PHRASE),
} as const;
