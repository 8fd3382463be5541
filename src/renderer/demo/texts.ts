/** Namespace `demo`. */
export const demoChinese = {
  title: '演示卡',
  hint: '没有摄像头也没有实体卡？点一张卡，就像把它放到镜头前。',
  show: '打开演示卡',
  hide: '收起',
  present: '出示：{{title}}',
  website: '网页二维码',
  two: '两张卡一起',
  print: '打印卡片',
  sheet: '演示卡：按实际大小打印（85.6 × 54 毫米），剪下后放到摄像头或扫码枪前。',
};
