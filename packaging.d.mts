import type { FuseV1Config } from '@electron/fuses';

export function beforePack(context: {
  readonly packager: { readonly info: { readonly projectDir: string } };
}): void;

export const FUSES: FuseV1Config;

export function afterPack(context: {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly info: { readonly projectDir: string };
    readonly executableName?: string;
    readonly appInfo: { readonly productFilename: string };
  };
}): Promise<void>;
