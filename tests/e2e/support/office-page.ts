import type { Browser, Page } from 'playwright-core';

export type OfficeLanguage = 'zh' | 'en';
export type OfficeTheme = 'light' | 'dark';

/** The console in a fresh context, signed in by the token behind the #. What the page complains of is kept. */
export async function openOffice(
  browser: Browser,
  address: string,
  { language = 'zh', theme = 'light' }: { language?: OfficeLanguage; theme?: OfficeTheme } = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(
    ([spoken, look]) => {
      localStorage.setItem('office-language', spoken ?? '');
      localStorage.setItem('office-theme', look ?? '');
    },
    [language, theme],
  );
  await page.goto(address);
  await page.locator('main h1').waitFor();
  return { page, complaints };
}

/** Goes to a page of the console by its address and waits until it has its data. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/office${path}`, page.url()).href);
  await page.locator('main h1').waitFor();
  await page.waitForLoadState('networkidle');
}
