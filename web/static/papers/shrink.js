// A photo of a phone has ten megabytes; what has to be read on it has one. Made smaller before it travels.

const LONGEST = 2200;
const ENOUGH = 700_000;
const QUALITY = 0.85;

/** The picture with its longest side bounded, upright; whatever is no picture, or cannot be drawn here, as it is. */
export async function shrink(file) {
  if (!file.type.startsWith("image/") || file.size <= ENOUGH) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return smaller && smaller.size < file.size ? smaller : file;
  } catch (error) {
    return file;
  }
}
