import { notUnderstoodLine } from '../catalogue-review/catalogue-words.ts';
import { type Quote, type QuoteError, quoteOf } from '../catalogue-review/quotation.ts';
import { yuanText } from '../domain/base/money.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { shippedCatalogue } from './catalogue/catalogue-source.ts';
import { complain, say } from './input/terminal.ts';
import { inputLines } from './input/text-input.ts';
import { answerOfLine, parseArguments } from './quote/quote-arguments.ts';

const USAGE = `用法 (usage):
  npm run -s quote -- --site ID --item ID --start YYYY-MM-DDTHH:MM [--minutes N] [--quantity N]
                      [--person holder|spouse|child] [--list-price YUAN] [--json]
  npm run -s quote -- --batch    每行一个 JSON 参数数组 (one JSON array of arguments a line)`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.length === 0) {
  say(USAGE);
  process.exitCode = args.length === 0 ? 2 : 0;
} else if (args.includes('--batch')) {
  const others = args.filter((word) => word !== '--batch' && word !== '--json');
  if (others.length === 0) await answerBatch();
  else {
    complain(
      `--batch 从标准输入读，不用别的参数 --batch reads standard input and takes nothing else: ${others.join(' ')}\n\n${USAGE}`,
    );
    process.exitCode = 2;
  }
} else {
  answerOnce(args);
}

/** One JSON object a line for each line of standard input; empty lines are skipped. Exit 1 where any is wrong. */
async function answerBatch(): Promise<void> {
  const catalogue = toldCatalogue();
  for await (const line of inputLines()) {
    if (!line.ok) {
      complain(line.reason);
      process.exitCode = 1;
    } else if (line.text.trim() !== '') {
      const answer = answerOfLine(catalogue, line.text);
      if ('error' in answer) process.exitCode = 1;
      say(JSON.stringify(answer));
    }
  }
}

/** Exit 1 where there is no price, 2 where the arguments are wrong. */
function answerOnce(words: readonly string[]): void {
  const parsed = parseArguments(words);
  const answer = parsed.ok ? quoteOf(toldCatalogue(), parsed.request) : { error: parsed.error };
  if ('error' in answer) process.exitCode = parsed.ok ? 1 : 2;
  if (parsed.json) say(JSON.stringify(answer));
  else if ('error' in answer) printError(answer.error);
  else printQuote(answer);
}

/** The catalogue; what this version does not know of it is told on standard error. */
function toldCatalogue(): Catalogue {
  const catalogue = shippedCatalogue();
  const words = notUnderstoodLine(catalogue);
  if (words !== null) complain(words);
  return catalogue;
}

function printQuote(quote: Quote): void {
  for (const { band, explanation, clause } of quote.lines) {
    say(`${band.zh}  ${explanation.zh}  [${clause}]`);
  }
  const { totalFen, listTotalFen, savedFen, provisional } = quote;
  say(`合计 ${yuanText(totalFen)} 元（原价 ${yuanText(listTotalFen)} 元，已省 ${yuanText(savedFen)} 元）`);
  for (const note of [quote.offGrid, quote.closed]) {
    if (note !== undefined) say(`注意：${note.message}`);
  }
  if (provisional) say('暂定：该年放假安排未公布');
}

function printError(error: QuoteError): void {
  complain(`${error.kind}: ${error.message}`);
}
