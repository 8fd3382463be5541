const zh = {
  camera: {
    off: { title: '摄像头未开', next: '可用扫码枪，或按 F2 输入卡号。' },
    starting: { title: '正在打开摄像头…', next: '可先用扫码枪，或按 F2 输入卡号。' },
    running: { title: '请出示英才卡', next: '把卡上的条码或二维码对准取景框。' },
    none: { title: '没有找到摄像头', next: '请插好摄像头的连线；现在可用扫码枪，或按 F2 输入卡号。' },
    denied: {
      title: '摄像头未获允许',
      next: '请在系统设置中允许本程序使用摄像头；现在可用扫码枪，或按 F2 输入卡号。',
    },
    busy: {
      title: '摄像头被别的程序占用',
      next: '请关闭正在用摄像头的程序（如视频会议），随后会自动接上。',
    },
    unplugged: {
      title: '摄像头断开了',
      next: '请重新插好连线，插好后自动接上；现在可用扫码枪，或按 F2 输入卡号。',
    },
    unsupported: {
      title: '此处不能用摄像头',
      next: '请用本程序自己的窗口打开；可用扫码枪，或按 F2 输入卡号。',
    },
    failed: {
      title: '摄像头打不开',
      next: '请拔下再插上，或在设置中另选摄像头；可用扫码枪，或按 F2 输入卡号。',
    },
    black: {
      title: '摄像头画面全黑',
      next: '请打开镜头盖，擦净镜头，开灯；现在可用扫码枪，或按 F2 输入卡号。',
    },
    frozen: {
      title: '摄像头画面不动了',
      next: '请按“再试一次”；还不行就拔下再插上。现在可用扫码枪，或按 F2 输入卡号。',
    },
    'no-decoder': {
      title: '识读程序出错',
      next: '正在自动重新启动；现在可用扫码枪，或按 F2 输入卡号。',
    },
  },
  inView: '看到条码了',
  remembered: '已选的摄像头（未插上）',
  controls: {
    torch: '补光灯',
    zoom: '放大',
    focus: '对焦',
    autoFocus: '自动对焦',
  },
  picture: {
    open: '打开图片',
    drop: '松手即识读这张图片',
    reading: '正在识读图片…',
    nothing: '图片里没有找到条码。请换一张更清楚、条码更大的图片。',
    'two-cards': '图片里有两张不同的卡。请只留一张再试。',
    'no-picture': '这不是图片文件。请用 PNG 或 JPEG 图片。',
    'too-large': '图片太大（超过 {{megabytes}} MB 或 {{megapixels}} 百万像素）。请先缩小或截取条码部分。',
    failed: '图片没有识读成功，请再试一次。',
  },
  size: {
    title: '摄像头清晰度',
    auto: '自动',
    '720p': '标准 720p',
    '1080p': '小条码 1080p',
  },
  technician: {
    title: '识读检查（技术人员）',
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
  camera: {
    off: { title: 'The camera is off', next: 'Use the hand scanner, or press F2 to type the number.' },
    starting: {
      title: 'Opening the camera…',
      next: 'Meanwhile use the hand scanner, or press F2 to type the number.',
    },
    running: { title: 'Please show the talent card', next: 'Hold its bar code or QR into the frame.' },
    none: {
      title: 'No camera found',
      next: 'Plug the camera in. For now use the hand scanner, or press F2 to type the number.',
    },
    denied: {
      title: 'The camera is not allowed',
      next: 'Allow the camera in the system settings. For now use the hand scanner, or press F2 to type the number.',
    },
    busy: {
      title: 'Another program has the camera',
      next: 'Close the program that uses it (a video call?); the kiosk then takes it by itself.',
    },
    unplugged: {
      title: 'The camera came off',
      next: 'Plug it in again and it goes on by itself. For now use the hand scanner, or press F2 to type the number.',
    },
    unsupported: {
      title: 'No camera can be used here',
      next: 'Open the kiosk in its own window. Use the hand scanner, or press F2 to type the number.',
    },
    failed: {
      title: 'The camera does not open',
      next: 'Unplug it and plug it in again, or choose another in settings. Use the hand scanner, or press F2.',
    },
    black: {
      title: 'The camera sees only black',
      next: 'Take off the lens cover, wipe the lens, switch on a light. For now use the hand scanner, or press F2.',
    },
    frozen: {
      title: 'The camera picture is frozen',
      next: 'Press Try again; if that does not help, unplug it and plug it in again. For now use the hand scanner, or press F2.',
    },
    'no-decoder': {
      title: 'The code reader has failed',
      next: 'It is being restarted by itself. For now use the hand scanner, or press F2 to type the number.',
    },
  },
  inView: 'Code in view',
  remembered: 'The chosen camera (not plugged in)',
  controls: {
    torch: 'Light',
    zoom: 'Zoom',
    focus: 'Focus',
    autoFocus: 'Auto focus',
  },
  picture: {
    open: 'Open a picture',
    drop: 'Let go to read this picture',
    reading: 'Reading the picture…',
    nothing: 'No code found in the picture. Take a sharper one in which the code is larger.',
    'two-cards': 'There are two different cards in the picture. Leave only one and try again.',
    'no-picture': 'This file is no picture. Use a PNG or JPEG.',
    'too-large':
      'The picture is too large (over {{megabytes}} MB or {{megapixels}} megapixels). Make it smaller, or cut the code out.',
    failed: 'The picture could not be read. Please try again.',
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

/** Namespace `scanner`: one entry per camera state, each with what to do. */
export const scannerTexts = { zh, en };
