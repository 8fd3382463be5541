import { createRequire } from 'node:module';

/** The package of electron-builder that reads its configuration; it is a dependency of electron-builder's. */
interface ConfigReader {
  getConfig(folder: string, path: string | null, options: object | null): Promise<Record<string, unknown>>;
  validateConfiguration(config: object, debugLogger: object): Promise<void>;
}

const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const reader: ConfigReader = requireFromBuilder('app-builder-lib/out/util/config/config');
const { DebugLogger } = requireFromBuilder('builder-util');

/** electron-builder.yml as electron-builder itself reads it. */
export function builderConfig(): Promise<Record<string, unknown>> {
  return reader.getConfig(process.cwd(), 'electron-builder.yml', null);
}

/** Rejects with what is wrong. */
export function validateBuilderConfig(config: object): Promise<void> {
  return reader.validateConfiguration(config, new DebugLogger(false));
}
