import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  remembered: '已选的摄像头（未插上）',
  controls: {
    torch: '补光灯',
    zoom: '放大',
    focus: '对焦',
    autoFocus: '自动对焦',
  },
  size: {
    title: '摄像头清晰度',
    auto: '自动',
    '720p': '标准 720p',
    '1080p': '小条码 1080p',
  },
  technician: {
    title: '识读检查（技术员）',
    camera: '摄像头',
    size: '画面大小',
    cameraFps: '摄像头帧率',
    looks: '每秒识读',
    times: '识读用时',
    stage: '最近命中步骤',
    hits: '各步骤命中',
    frames: '已识读画面',
    framesOf: '{{frames}}，其中无码 {{empty}}',
    decoder: '识读程序',
    wasm: 'WebAssembly，正常',
    script: 'WebAssembly 未能载入，改用备用程序',
    crashes: '自动重启次数',
    lastCode: '最近读到',
    strip: '校正后的条码带',
    noStrip: '还没有看到条码',
    capabilities: '摄像头能力',
    save: '保存最近一张没读出的画面',
    warning: '画面里可能有卡片和人。只用于排查问题，用完请删除。',
    saved: '已保存到 {{path}}',
    notSaved: '没有存下来：磁盘已满或不能写入。',
    nothingMissed: '打开本页以来没有读不出的画面。',
  },
};

const en: typeof zh = {
  remembered: 'The chosen camera (not plugged in)',
  controls: {
    torch: 'Light',
    zoom: 'Zoom',
    focus: 'Focus',
    autoFocus: 'Auto focus',
  },
  size: {
    title: 'Camera resolution',
    auto: 'Automatic',
    '720p': 'Standard, 720p',
    '1080p': 'Small codes, 1080p',
  },
  technician: {
    title: 'Scanner check (for technicians)',
    camera: 'Camera',
    size: 'Picture size',
    cameraFps: 'Camera frames a second',
    looks: 'Looks a second',
    times: 'Decoding time',
    stage: 'Stage that hit last',
    hits: 'Hits of each stage',
    frames: 'Frames looked at',
    framesOf: '{{frames}}, {{empty}} of them without a code',
    decoder: 'Decoder',
    wasm: 'WebAssembly, as it should be',
    script: 'WebAssembly did not load; the spare reader is at work',
    crashes: 'Restarts by itself',
    lastCode: 'Read last',
    strip: 'The bars, turned upright',
    noStrip: 'No bars seen yet',
    capabilities: 'What the camera can do',
    save: 'Save the last frame that was not read',
    warning: 'The frame may show cards and people. Use it to find the fault only, then delete it.',
    saved: 'Saved as {{path}}',
    notSaved: 'Not saved: the disk is full or cannot be written to.',
    nothingMissed: 'Every frame since this page was opened has been read.',
  },
};

/** The words of the dialog and the settings for the camera. */
export const cameraTexts = { zh, en };
registerTexts('camera', cameraTexts);
