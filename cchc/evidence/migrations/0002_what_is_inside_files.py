import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('examined_at', models.DateTimeField(verbose_name='xem xét lúc')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='số trang')),
                ('text', models.CharField(choices=[('read', 'Tìm được theo nội dung'), ('none', 'Không có chữ để tìm (ảnh, bản quét)'), ('unreadable', 'Không đọc được nội dung')], max_length=10, verbose_name='nội dung chữ')),
                ('verdict', models.CharField(blank=True, choices=[('valid', 'Chữ ký hợp lệ, không thay đổi sau khi ký'), ('unverified', 'Chưa xác minh được chứng thư'), ('revoked', 'Chứng thư đã bị thu hồi'), ('broken', 'Chữ ký không khớp chứng thư'), ('changed', 'Đã bị thay đổi sau khi ký'), ('unreadable', 'Không đọc được chữ ký')], max_length=10, verbose_name='chữ ký số')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='examination', to='evidence.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='FilePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='trang, phần')),
                ('text', models.TextField()),
                ('key', models.TextField(editable=False)),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['stored', 'number'],
                'constraints': [models.UniqueConstraint(fields=('stored', 'number'), name='evidence_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('valid', 'Chữ ký hợp lệ, không thay đổi sau khi ký'), ('unverified', 'Chưa xác minh được chứng thư'), ('revoked', 'Chứng thư đã bị thu hồi'), ('broken', 'Chữ ký không khớp chứng thư'), ('changed', 'Đã bị thay đổi sau khi ký'), ('unreadable', 'Không đọc được chữ ký')], max_length=10, verbose_name='kết quả kiểm tra')),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(blank=True, max_length=250, verbose_name='người ký')),
                ('organisation', models.CharField(blank=True, max_length=250, verbose_name='cơ quan')),
                ('title', models.CharField(blank=True, max_length=250, verbose_name='chức danh')),
                ('is_seal', models.BooleanField(default=False, verbose_name='chữ ký số của cơ quan')),
                ('issuer', models.CharField(blank=True, max_length=250, verbose_name='nơi cấp chứng thư')),
                ('serial', models.CharField(blank=True, max_length=80, verbose_name='số chứng thư')),
                ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='chứng thư có hiệu lực từ')),
                ('not_after', models.DateTimeField(blank=True, null=True, verbose_name='chứng thư có hiệu lực đến')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='ký lúc')),
                ('stamped_at', models.DateTimeField(blank=True, null=True, verbose_name='dấu thời gian')),
                ('is_stamp_trusted', models.BooleanField(default=False)),
                ('checked_at', models.DateTimeField(verbose_name='kiểm tra lúc')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['stored', 'position'],
                'constraints': [models.UniqueConstraint(fields=('stored', 'position'), name='evidence_signature_place_once')],
            },
        ),
        migrations.CreateModel(
            name='TrustItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='mã định danh')),
                ('kind', models.CharField(choices=[('root', 'Chứng thư gốc'), ('intermediate', 'Chứng thư trung gian'), ('crl', 'Danh sách thu hồi')], max_length=12, verbose_name='loại')),
                ('name', models.CharField(max_length=250, verbose_name='tên')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='dấu vân tay SHA-256')),
                ('not_before', models.DateTimeField(verbose_name='có hiệu lực từ')),
                ('not_after', models.DateTimeField(blank=True, null=True, verbose_name='có hiệu lực đến')),
                ('pem', models.TextField(editable=False)),
                ('source', models.CharField(max_length=250, verbose_name='nguồn')),
                ('imported_at', models.DateTimeField(verbose_name='nhập lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi tin cậy lúc')),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('fingerprint',), name='evidence_trust_once'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='evidence_withdrawn_trust_has_who_and_when')],
            },
        ),
    ]
