import { registerHooks } from 'node:module';

/** From here on, what imports @noble/curves' Ed25519 gets OpenSSL's: import it before everything else. */
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === '@noble/curves/ed25519.js'
      ? { url: new URL('./native-ed25519.ts', import.meta.url).href, shortCircuit: true }
      : nextResolve(specifier, context),
});
