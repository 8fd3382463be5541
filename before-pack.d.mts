export function beforePack(context: {
  readonly packager: { readonly info: { readonly projectDir: string } };
}): void;
