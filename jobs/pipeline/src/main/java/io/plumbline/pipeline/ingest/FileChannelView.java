package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * An open Hadoop file as a channel, for libraries that seek.
 *
 * <p>Read in blocks: a reader of archives asks for a few bytes at a time, and every positioned read
 * of a Hadoop file checks and copies far more than that.
 */
final class FileChannelView implements SeekableByteChannel {

  private static final int BLOCK = 1 << 16;
  private static final long NONE = -1;

  private final FSDataInputStream file;
  private final long size;
  private final byte[] block;
  private long held = NONE;
  private long position;

  FileChannelView(FSDataInputStream file, long size) {
    this.file = file;
    this.size = size;
    this.block = new byte[(int) Math.min(BLOCK, size)];
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size) {
      return -1;
    }
    long first = position / BLOCK * BLOCK;
    int filled = (int) Math.min(BLOCK, size - first);
    if (first != held) {
      held = NONE;
      file.readFully(first, block, 0, filled);
      held = first;
    }
    int from = (int) (position - first);
    int read = Math.min(target.remaining(), filled - from);
    target.put(block, from, read);
    position += read;
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
