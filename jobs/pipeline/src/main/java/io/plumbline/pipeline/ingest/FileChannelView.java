package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** An open Hadoop file as a channel, for libraries that seek. */
final class FileChannelView implements SeekableByteChannel {

  private final FSDataInputStream file;
  private final long size;
  private long position;

  FileChannelView(FSDataInputStream file, long size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size) {
      return -1;
    }
    byte[] bytes = new byte[(int) Math.min(target.remaining(), Math.min(size - position, 1 << 16))];
    int read = file.read(position, bytes, 0, bytes.length);
    if (read > 0) {
      target.put(bytes, 0, read);
      position += read;
    }
    return read;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long wanted) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** The file belongs to whoever opened it. */
  @Override
  public void close() {}
}
