import i18next from 'i18next';

type Words = Readonly<Record<string, unknown>>;

const registered = new Map<string, { readonly zh: Words; readonly en: Words }>();

/** Adds the words of a dialog that is loaded after the first scan, so that they need not be in the first load. */
export function registerTexts(namespace: string, texts: { readonly zh: Words; readonly en: Words }): void {
  registered.set(namespace, texts);
  if (i18next.isInitialized) add(namespace, texts);
}

/** Adds what was registered before i18next was started. */
export function addRegisteredTexts(): void {
  for (const [namespace, texts] of registered) add(namespace, texts);
}

function add(namespace: string, { zh, en }: { readonly zh: Words; readonly en: Words }): void {
  i18next.addResourceBundle('zh', namespace, zh);
  i18next.addResourceBundle('en', namespace, en);
}
