import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the office's browser finds its console. */
const OFFICE_PATH = '/office';
/** `html.cspNonce` of the console's build: stands in the page where its nonce belongs. */
const NONCE_PLACEHOLDER = 'OFFICE-STYLE-NONCE';
const NONCE_BYTES = 16;
const YEAR_S = 31_536_000;

/** The console runs its own scripts, and asks its own district alone. Ant Design makes its styles at run time. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Serves the built console: one page for every address below `/office`, since the console itself knows its pages, and
 * its files beside it. The page holds no secret; what it asks for is guarded by the routes of the office.
 */
export async function serveOfficePage(app: FastifyInstance, folder: string): Promise<void> {
  const page = async (reply: FastifyReply): Promise<FastifyReply> => {
    const built = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').type('text/html');
    if (built === null) return reply.code(404).send(NOT_BUILT_PAGE);
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return reply
      .header('content-security-policy', policyOf(nonce))
      .send(built.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
  app.get(OFFICE_PATH, (_request, reply) => page(reply));
  app.get(`${OFFICE_PATH}/*`, (_request, reply) => page(reply));
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `${OFFICE_PATH}/assets/`,
    decorateReply: false,
    index: false,
    // Their names change with what is in them.
    maxAge: YEAR_S * 1_000,
    immutable: true,
  });
}

const NOT_BUILT_PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>荔湾英才卡 · 办公台</title></head>
<body><p>办公台还没有构建。请在项目文件夹运行 npm run build，再刷新本页。</p>
<p lang="en">The console is not built yet. Run npm run build in the folder of the project, then load this page again.</p></body>
</html>
`;
